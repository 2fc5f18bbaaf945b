"""allauth's views under German addresses; what this site has no use for is left out."""

from allauth.account import views
from django.urls import path, re_path
from django.views.generic import RedirectView

urlpatterns = [
    path("anmelden/", views.login, name="account_login"),
    path("abmelden/", views.logout, name="account_logout"),
    path("konto/stillgelegt/", views.account_inactive, name="account_inactive"),
    path("konto/neu/", views.signup, name="account_signup"),
    path("konto/e-mail/", RedirectView.as_view(pattern_name="people:profile"), name="account_email"),
    path("konto/bestaetigen/", views.reauthenticate, name="account_reauthenticate"),
    path("passwort/aendern/", views.password_change, name="account_change_password"),
    path("passwort/festlegen/", views.password_set, name="account_set_password"),
    path("passwort/vergessen/", views.password_reset, name="account_reset_password"),
    path("passwort/vergessen/gesendet/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("passwort/neu/fertig/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
