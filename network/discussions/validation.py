"""What a title and a text must be, whoever sends them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.people.texts import clean_lines, refuse_control_characters, refuse_too_long, shows_nothing

MAX_BODY = 20_000
MAX_OUTCOME = 4_000
MAX_TITLE = 160
MIN_TITLE = 5


def clean_body(text: str) -> str:
    text = clean_lines(text).strip("\n ")
    if shows_nothing(text):
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
    if len(text) < MIN_TITLE or shows_nothing(text):
        raise ValidationError(_("Please give it a title of at least five characters."), code="title_empty")
    if len(text) > MAX_TITLE:
        raise ValidationError(
            _("The title has %(length)s characters; at most %(limit)s are possible."),
            code="title_too_long",
            params={"length": len(text), "limit": MAX_TITLE},
        )
    return text
