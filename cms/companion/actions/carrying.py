"""What is left open when a meeting is over goes on: to the next meeting, or into a thread of the space."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.companion.actions.moderation import move, require_moderator
from cms.companion.actions.questions import lock
from cms.companion.models import CarriedQuestion, Question, Room
from cms.companion.notifications import announce_carrying, announce_thread
from cms.companion.querysets import UNANSWERED
from network.discussions.actions import open_thread
from network.discussions.models import Thread
from network.people.models import User
from network.spaces.models import Space


def carry_questions(
    *, room: Room, questions: Collection[Question], space: Space, moderator: User
) -> list[CarriedQuestion]:
    """To the meeting of another space: its people read them, without the names of those who asked. Each goes once."""
    require_moderator(moderator, room)
    if space.pk == room.space_id or not moderator.has_perm("spaces.post_in_space", space):
        raise ValidationError(_("Choose a meeting that is still to come."), code="space")
    carried = []
    with transaction.atomic():
        for question in questions:
            lock(question)
            if question.room_id != room.pk or question.state not in UNANSWERED:
                raise ValidationError(
                    _("One of the questions is not open any more. Look at the list again."), code="open"
                )
            row, is_new = CarriedQuestion.objects.get_or_create(
                question=question, space=space, defaults={"sent_by": moderator}
            )
            if is_new:
                carried.append(row)
            move(question, Question.State.LATER, moderator)
            if is_new:
                announce_carrying(row, moderator)
    return carried


def settle_carried(*, carried: CarriedQuestion, moderator: User) -> None:
    """The next meeting has dealt with it; the question itself stays what it is."""
    if not moderator.has_perm("spaces.manage_space", carried.space):
        raise PermissionDenied(_("Only those who manage the space of the meeting moderate its rooms."))
    carried.delete()


def continue_in_thread(
    *, question: Question, moderator: User, title: str, body: str, kind: str, client_id: UUID | None = None
) -> Thread:
    """Opens a thread in the space of the meeting; the question leads to it. One for each question."""
    require_moderator(moderator, question.room)
    with transaction.atomic():
        thread = open_thread(
            author=moderator, space=question.room.space, title=title, body=body, kind=kind, client_id=client_id
        )
        lock(question)
        if question.thread_id not in {None, thread.pk}:
            raise ValidationError(_("There is a thread about this question already."), code="conflict")
        if question.thread_id is None:
            question.thread = thread
            question.save(update_fields=["thread"])
            state = question.state if question.state not in UNANSWERED else Question.State.LATER
            move(question, state, moderator)
            announce_thread(question, moderator)
    return thread
