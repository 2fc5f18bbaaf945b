"""How allauth behaves here: nobody registers without an invitation, and its letters are ours."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from network.people.emails import absolute_url, send_letter

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_password_reset_mail(self, user: AbstractBaseUser, email: str, context: dict[str, Any]) -> None:
        """In the person's language; the link begins with PUBLIC_URL, because a Host header can be forged."""
        language = getattr(user, "language", None) or translation.get_language()
        with translation.override(language):
            path = reverse("account_reset_password_from_key", args=[context["uid"], context["key"]])
        try:
            send_letter(
                "password_reset", to=email, language=language, context={"user": user, "url": absolute_url(path)}
            )
        except OSError:
            logger.exception("the letter for a new password was not sent")
            messages.error(context["request"], _("The e-mail could not be sent. Please try again later."))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:profile")
