from django.urls import path

from network.spaces import views

app_name = "spaces"
urlpatterns = [
    path("raeume/", views.SpaceListView.as_view(), name="space-list"),
    path("raeume/neu/", views.SpaceCreateView.as_view(), name="space-create"),
    path("raeume/archiv/", views.ArchivedSpaceListView.as_view(), name="archived-space-list"),
    path("raeume/<slug:slug>/", views.SpaceDetailView.as_view(), name="space-detail"),
    path("raeume/<slug:slug>/anfrage-zurueckziehen/", views.SpaceJoinWithdrawView.as_view(), name="space-withdraw"),
    path("raeume/<slug:slug>/verlassen/", views.SpaceLeaveView.as_view(), name="space-leave"),
    path("raeume/<slug:slug>/stand/", views.SpaceStateView.as_view(), name="space-state"),
    path("raeume/<slug:slug>/anfragen/<int:pk>/", views.JoinRequestView.as_view(), name="join-request"),
    path("raeume/<slug:slug>/mitglieder/", views.MemberListView.as_view(), name="member-list"),
    path(
        "raeume/<slug:slug>/mitglieder/<int:user_id>/entfernen/", views.MemberRemoveView.as_view(), name="member-remove"
    ),
]
