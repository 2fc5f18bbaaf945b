from django.urls import path

from network.municipalities import views

app_name = "municipalities"
urlpatterns = [
    path("koordination/", views.RegisterSearchView.as_view(), name="register-search"),
    path("koordination/kommune/<slug:slug>/", views.MunicipalityManageView.as_view(), name="municipality-manage"),
    path(
        "koordination/kommune/<slug:slug>/austritt/", views.MunicipalityLeaveView.as_view(), name="municipality-leave"
    ),
    path("koordination/kommune/<slug:slug>/einladen/", views.InvitationSendView.as_view(), name="invitation-send"),
    path("koordination/einladung/<int:pk>/erneut/", views.InvitationResendView.as_view(), name="invitation-resend"),
    path("koordination/einladung/<int:pk>/widerrufen/", views.InvitationRevokeView.as_view(), name="invitation-revoke"),
    path(
        "koordination/mitgliedschaft/<int:pk>/beenden/", views.MembershipRemoveView.as_view(), name="membership-remove"
    ),
    path("einladung/<str:token>/", views.InvitationAcceptView.as_view(), name="invitation-accept"),
]
