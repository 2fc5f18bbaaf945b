"""What the moderation has decided about a question. Whether it may is `moderation.decide`, asked by who calls this."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.companion.actions.questions import lock, save
from cms.companion.models import Question
from cms.companion.querysets import GONE

State = Question.State


def hide_question(*, question: Question, reason: str) -> Question:
    """Its votes wait with it. Until it is shown again, those who moderate the room change nothing of it."""
    with transaction.atomic():
        lock(question)
        if question.state in GONE:
            raise ValidationError(_("It is no longer shown."), code="state")
        question.hidden_from, question.reason = question.state, reason
        _put(question, State.HIDDEN)
    return question


def restore_question(*, question: Question) -> Question:
    """As it was; where it was on, another one may be on by now, and it waits."""
    with transaction.atomic():
        lock(question)
        if not question.hidden_from:
            raise ValidationError(_("It is not hidden."), code="state")
        state = State.WAITING if question.hidden_from == State.NOW else State(question.hidden_from)
        question.hidden_from = question.reason = ""
        _put(question, state)
    return question


def _put(question: Question, state: str) -> None:
    question.state, question.version = state, question.version + 1
    save(question, "state", "version", "reason", "hidden_from")
