"""Those who asked are told what became of their question, where they could have missed it."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.companion.models import CarriedQuestion, Question
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
    names = {"room": question.room.label}
    if question.state == Question.State.HIDDEN:
        _tell(question, moderator, lambda: _("Your question in “%(room)s” was hidden") % names, question.reason)
    else:
        _tell(question, moderator, lambda: _("Your question in “%(room)s” was answered") % names, question.answer)


def announce_carrying(carried: CarriedQuestion, moderator: User) -> None:
    names = {"space": carried.space.title}
    _tell(carried.question, moderator, lambda: _("Your question goes on to the next meeting: “%(space)s”") % names)


def announce_thread(question: Question, moderator: User) -> None:
    thread = question.thread
    if thread is not None:
        names = {"thread": thread.title}
        _tell(
            question,
            moderator,
            lambda: _("Your question goes on as a thread: “%(thread)s”") % names,
            url=thread.get_absolute_url,
        )


def _tell(
    question: Question,
    moderator: User,
    subject: Callable[[], str],
    more: str = "",
    url: Callable[[], str] | None = None,
) -> None:
    if question.author is None or not question.author.has_perm("companion.view_room", question.room):
        return
    notify(
        verb=OUTCOME,
        recipients=[question.author],
        actor=moderator,
        subject=subject,
        text="\n\n".join(part for part in (question.text, more) if part),
        url=url or question.get_absolute_url,
        target_key=f"question:{question.pk}",
    )
