from django.urls import path

from network.spaces.views import changing, spaces

app_name = "spaces"
urlpatterns = [
    path("raeume/", spaces.SpaceListView.as_view(), name="space-list"),
    path("raeume/neu/", spaces.SpaceCreateView.as_view(), name="space-create"),
    path("raeume/archiv/", spaces.ArchivedSpaceListView.as_view(), name="archived-space-list"),
    path("raeume/<slug:slug>/", spaces.SpaceDetailView.as_view(), name="space-detail"),
    path("raeume/<slug:slug>/anfrage-zurueckziehen/", spaces.SpaceJoinWithdrawView.as_view(), name="space-withdraw"),
    path("raeume/<slug:slug>/bearbeiten/", changing.SpaceChangeView.as_view(), name="space-change"),
    path("raeume/<slug:slug>/verlassen/", spaces.SpaceLeaveView.as_view(), name="space-leave"),
    path("raeume/<slug:slug>/stand/", spaces.SpaceStateView.as_view(), name="space-state"),
    path("raeume/<slug:slug>/anfragen/<int:pk>/", spaces.JoinRequestView.as_view(), name="join-request"),
    path("raeume/<slug:slug>/mitglieder/", spaces.MemberListView.as_view(), name="member-list"),
    path(
        "raeume/<slug:slug>/mitglieder/<int:user_id>/entfernen/",
        spaces.MemberRemoveView.as_view(),
        name="member-remove",
    ),
]
