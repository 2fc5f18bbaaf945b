"""What a title and a text must be, whoever sends them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_BODY = 20_000
MAX_OUTCOME = 4_000
MAX_TITLE = 160
MIN_TITLE = 5


def clean_body(text: str) -> str:
    text = clean_lines(text).strip("\n ")
    if not text.strip():
        raise ValidationError(_("Please write something before you send it."), code="empty")
    refuse_too_long(text, MAX_BODY, "too_long")
    return text


def clean_outcome(text: str) -> str:
    text = clean_lines(text).strip()
    refuse_too_long(text, MAX_OUTCOME, "outcome")
    return text


def clean_title(text: str) -> str:
    refuse_control_characters(text)
    text = " ".join(text.split())
    if len(text) < MIN_TITLE:
        raise ValidationError(_("Please give it a title of at least five characters."), code="title_empty")
    if len(text) > MAX_TITLE:
        raise ValidationError(
            _("The title has %(length)s characters; at most %(limit)s are possible."),
            code="title_too_long",
            params={"length": len(text), "limit": MAX_TITLE},
        )
    return text


def clean_lines(text: str) -> str:
    """With one kind of line ends, whatever the browser or the mail program sends."""
    refuse_control_characters(text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
