"""What a moderator does with the questions of a room.

Every step names the `version` of the question that the moderator saw. Where somebody else was quicker, nothing is
overwritten: the step is refused and says what became of the question.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.companion.actions.questions import count_votes, lock, save
from cms.companion.models import Question, Room, Vote
from cms.companion.notifications import announce_outcome
from cms.companion.realtime import push_room, take_number
from cms.companion.validation import clean_answer, clean_reason
from network.moderation.suspensions import check_may_write
from network.people.models import User

State = Question.State
CHOICES = (State.WAITING, State.NEXT, State.NOW, State.ANSWERED, State.LATER, State.HIDDEN)
"""What a moderator can make of a question with one step; merging names a second one."""


def put_question(
    *, question: Question, state: str, moderator: User, version: int, answer: str | None = None, reason: str = ""
) -> Question:
    """What was on before has then been answered: only one question is on at a time."""
    if state not in CHOICES:
        raise ValidationError(_("That is not something a question can be."), code="state")
    written = clean_answer(answer) if answer is not None else None
    why = clean_reason(reason) if state == State.HIDDEN else ""
    with transaction.atomic():
        _begin(question, moderator, version)
        if (question.state, question.reason) == (state, why) and written in {None, question.answer}:
            transaction.set_rollback(True)
            return question
        if state == State.NOW:
            _finish_what_is_on(question, moderator)
        if question.state == State.MERGED:
            _take_votes_back(question)
        is_news = bool(written and written != question.answer) or state == State.HIDDEN
        question.answer = question.answer if written is None else written
        question.reason, question.merged_into = why, None
        move(question, state, moderator)
        if is_news:
            announce_outcome(question, moderator)
    return question


def merge_question(*, question: Question, into: Question, moderator: User, version: int) -> Question:
    """The votes are united, each person's once; who asked the same counts as a vote."""
    with transaction.atomic():
        _begin(question, moderator, version)
        into.refresh_from_db()
        if into.room_id != question.room_id or into.pk == question.pk or into.state not in CHOICES:
            raise ValidationError(_("Choose another question of this room."), code="into")
        if question.state == State.MERGED:
            _take_votes_back(question)
        voters = set(question.votes.values_list("user", flat=True)) | {question.author_id}
        known = set(into.votes.values_list("user", flat=True)) | {into.author_id, None}
        Vote.objects.bulk_create(
            [Vote(question=into, user_id=pk, came_with=question) for pk in sorted(voters - known, key=str)]
        )
        Question.objects.filter(merged_into=question).update(merged_into=into)
        question.merged_into = into
        move(question, State.MERGED, moderator)
        count_votes(into)
        into.room, into.number = question.room, take_number(question.room)
        save(into, "vote_count")
    return question


def advance(*, room: Room, moderator: User, seen: int | None) -> Question | None:
    """What is on is answered, and the next one is on: that with the most votes of those put next, else of all open.

    `seen` is the question that was on when the moderator asked; where another is on meanwhile, nothing happens.
    """
    with transaction.atomic():
        require_moderator(moderator, room)
        Room.objects.select_for_update().get(pk=room.pk)
        waiting = Question.objects.select_related("author").filter(room=room).standing().in_order()
        current = Question.objects.filter(room=room, state=State.NOW).first()
        if (current.pk if current else None) != seen:
            raise ValidationError(_("Somebody else has already gone on to another question."), code="conflict")
        upcoming = waiting.exclude(state=State.NOW).first()
        if upcoming is not None:
            return put_question(
                question=_with(room, upcoming), state=State.NOW, moderator=moderator, version=upcoming.version
            )
        if current is not None:
            put_question(
                question=_with(room, current), state=State.ANSWERED, moderator=moderator, version=current.version
            )
    return None


def set_room_open(*, room: Room, is_open: bool, moderator: User) -> Room:
    with transaction.atomic():
        number = take_number(room)
        require_moderator(moderator, room)
        if room.is_open == is_open:
            transaction.set_rollback(True)
            return room
        room.is_open, room.number = is_open, number
        room.save(update_fields=["is_open", "number"])
        push_room(room)
    return room


def _begin(question: Question, moderator: User, version: int) -> None:
    lock(question)
    require_moderator(moderator, question.room)
    if question.state == State.WITHDRAWN:
        raise ValidationError(_("The question has been withdrawn meanwhile."), code="conflict")
    if question.hidden_from:
        raise ValidationError(_("The moderation has hidden this question, and shows it again."), code="conflict")
    if question.version != version:
        who = question.moved_by.get_full_name() if question.moved_by else "–"
        raise ValidationError(
            _("%(name)s was quicker: the question is now “%(state)s”. Nothing was changed; look at it again."),
            code="conflict",
            params={"name": who, "state": question.get_state_display()},
        )


def require_moderator(user: User, room: Room) -> None:
    if not user.has_perm("companion.moderate_room", room):
        raise PermissionDenied(_("Only those who manage the space of the meeting moderate its rooms."))
    check_may_write(user)


def move(question: Question, state: str, moderator: User) -> None:
    question.state, question.moved_by, question.moved_at = state, moderator, timezone.now()
    question.version += 1
    save(question, "state", "version", "answer", "reason", "merged_into", "moved_by", "moved_at")


def _finish_what_is_on(question: Question, moderator: User) -> None:
    for current in Question.objects.filter(room=question.room, state=State.NOW).exclude(pk=question.pk):
        _hand_number_to(current, question)
        move(current, State.ANSWERED, moderator)
        question.number = take_number(question.room)


def _take_votes_back(question: Question) -> None:
    """What came with it goes with it, when it stands for itself again."""
    into = question.merged_into
    if into is not None:
        Vote.objects.filter(question=into, came_with=question).delete()
        count_votes(into)
        _hand_number_to(into, question)
        save(into, "vote_count")
        question.number = take_number(question.room)


def _hand_number_to(other: Question, question: Question) -> None:
    """Another question changes first, under the number that was taken already: none is left out."""
    other.room, other.number = question.room, question.number


def _with(room: Room, question: Question) -> Question:
    question.room = room
    return question
