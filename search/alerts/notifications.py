"""The kinds of notifications of saved searches."""

from django.utils.translation import gettext_lazy as _

from network.notifications.registry import register_kind

ALERT = "search.alert"


def register() -> None:
    # The e-mail is a letter of its own: one for all searches, with an address to stop it.
    register_kind(ALERT, _("New results of my saved searches"), email=False)
