"""Those who asked are told what became of their question, where they could have missed it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.companion.models import Question
from network.notifications.actions import notify
from network.notifications.registry import register_kind
from network.people.models import User

OUTCOME = "companion.outcome"


def register() -> None:
    register_kind(
        OUTCOME,
        gettext_lazy("What became of a question that I asked in a meeting"),
        reason=gettext_lazy("You receive this e-mail because you asked this question in the live room of a meeting."),
        is_direct=True,
    )


def announce_outcome(question: Question, moderator: User) -> None:
    """It was answered in writing, or hidden with a reason."""
    if question.author is None or not question.author.has_perm("companion.view_room", question.room):
        return
    is_hidden = question.state == Question.State.HIDDEN
    names = {"room": question.room.label}
    notify(
        verb=OUTCOME,
        recipients=[question.author],
        actor=moderator,
        subject=lambda: (
            (
                _("Your question in “%(room)s” was hidden")
                if is_hidden
                else _("Your question in “%(room)s” was answered")
            )
            % names
        ),
        text=f"{question.text}\n\n{question.reason if is_hidden else question.answer}",
        url=question.get_absolute_url,
        target_key=f"question:{question.pk}",
    )
