"""What can be stored of a text that somebody typed, whoever sends it."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

UNSEEN = "\u115f\u1160\u2800\u3164\uffa0"


def clean_lines(text: str) -> str:
    """With one kind of line ends, whatever the browser or the mail program sends."""
    refuse_control_characters(text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shows_nothing(text: str) -> bool:
    """Empty, or of characters nobody sees: blanks, joiners, marks of direction, fillers."""
    return all(unicodedata.category(char)[0] in "ZC" or char in UNSEEN for char in text)


def refuse_too_long(text: str, limit: int, code: str) -> None:
    if len(text) > limit:
        raise ValidationError(
            _("The text has %(length)s characters; at most %(limit)s are possible."),
            code=code,
            params={"length": len(text), "limit": limit},
        )


def refuse_control_characters(text: str) -> None:
    """PostgreSQL cannot store NUL, and half a surrogate pair cannot be sent to anybody."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValidationError(_("The text contains characters that cannot be stored."), code="characters")
