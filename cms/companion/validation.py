"""What a question, an answer and a reason must be, whoever sends them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.companion.models import MAX_ANSWER, MAX_QUESTION, MAX_REASON
from network.discussions.validation import MAX_BODY
from network.people.texts import clean_lines, refuse_too_long, shows_nothing


def clean_question(text: str) -> str:
    text = " ".join(clean_lines(text).split())
    if shows_nothing(text):
        raise ValidationError(_("Please write a question before you send it."), code="empty")
    refuse_too_long(text, MAX_QUESTION, "too_long")
    return text


def clean_answer(text: str) -> str:
    text = clean_lines(text).strip()
    refuse_too_long(text, MAX_ANSWER, "answer")
    return text


def clean_note(text: str) -> str:
    """May be empty again; what stands at its end while somebody types is not cut off under their hands."""
    text = clean_lines(text)
    refuse_too_long(text, MAX_BODY, "too_long")
    return text


def clean_reason(text: str) -> str:
    text = " ".join(clean_lines(text).split())
    if not text:
        raise ValidationError(_("Please say why: the person who asked is told the reason."), code="reason")
    refuse_too_long(text, MAX_REASON, "reason")
    return text
