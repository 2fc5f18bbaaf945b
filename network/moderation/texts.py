"""What a text must be, whoever sends it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.moderation.models import MAX_TEXT


def clean_text(text: str) -> str:
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValidationError(_("The text contains characters that cannot be stored."), code="characters")
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > MAX_TEXT:
        raise ValidationError(
            _("The text has %(length)s characters; at most %(limit)s are possible."),
            code="too_long",
            params={"length": len(text), "limit": MAX_TEXT},
        )
    return text
