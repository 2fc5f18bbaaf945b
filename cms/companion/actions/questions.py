"""What everybody in the room may do. Each verb takes the room's next number first; the lock that comes with it is held
until commit, so what is checked after it cannot change underneath.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.companion.models import Question, Room, Vote
from cms.companion.realtime import push_question, take_number
from cms.companion.signals import question_changed
from cms.companion.validation import clean_question
from network.moderation.suspensions import check_may_write
from network.people.models import User

NO_MEMBER = _("You are no longer a member of this space. Your question has not been sent.")
CLOSED = _("The room takes no more questions. Your question has not been sent.")
NO_LONGER_OWN = _("Only your own questions can be changed, and only while they are open.")
NO_VOTE = _("This question takes no votes any more.")


def ask_question(
    *, author: User, room: Room, text: str, is_anonymous: bool = False, client_id: UUID | None = None
) -> Question:
    """The same `client_id` again returns the question there is, however often and at once it is sent.

    Another text under a known `client_id` is another question: a double one can be withdrawn, a lost one is lost.
    """
    text = clean_question(text)
    with transaction.atomic():
        number = take_number(room)
        if client_id and (known := Question.objects.filter(author=author, client_id=client_id).first()):
            if known.text in {text, ""}:
                transaction.set_rollback(True)
                return known
            client_id = None
        if not author.has_perm("companion.view_room", room):
            raise PermissionDenied(NO_MEMBER)
        check_may_write(author)
        if not author.has_perm("companion.ask_in_room", room):
            raise ValidationError(CLOSED, code="closed")
        question = Question.objects.create(
            room=room, number=number, text=text, author=author, is_anonymous=is_anonymous, client_id=client_id
        )
        question_changed.send(sender=Question, question=question)
        push_question(question)
    return question


def edit_question(*, question: Question, editor: User, text: str) -> Question:
    text = clean_question(text)
    with transaction.atomic():
        lock(question)
        _require(editor, question)
        if text == question.text:
            transaction.set_rollback(True)
            return question
        question.text, question.edited_at = text, timezone.now()
        save(question, "text", "edited_at")
    return question


def withdraw_question(*, question: Question, author: User) -> Question:
    """The text goes, and with it the votes."""
    with transaction.atomic():
        lock(question)
        if question.state == Question.State.WITHDRAWN:
            transaction.set_rollback(True)
            return question
        _require(author, question)
        question.votes.all().delete()
        question.text, question.state, question.vote_count = "", Question.State.WITHDRAWN, 0
        save(question, "text", "state", "vote_count")
    return question


def set_vote(*, question: Question, person: User, given: bool) -> Question:
    """Once for each person, whichever of their windows asks, and however often."""
    with transaction.atomic():
        lock(question)
        if not person.has_perm("companion.vote_question", question):
            raise PermissionDenied(NO_VOTE)
        check_may_write(person)
        mine = Vote.objects.filter(question=question, user=person)
        if mine.exists() == given:
            transaction.set_rollback(True)
            return question
        if given:
            Vote.objects.create(question=question, user=person)
        else:
            mine.delete()
        count_votes(question)
        save(question, "vote_count")
    return question


def lock(question: Question) -> None:
    """The question as it is, which nobody else can change until commit, with the number of its next change."""
    number = take_number(question.room)
    fields = [
        "state",
        "text",
        "answer",
        "reason",
        "version",
        "vote_count",
        "merged_into",
        "moved_by",
        "thread",
        "hidden_from",
    ]
    question.refresh_from_db(fields=fields)
    question.number = number


def save(question: Question, *fields: str) -> None:
    """Votes change nothing of what a question is found by."""
    question.save(update_fields=["number", *fields])
    if fields != ("vote_count",):
        question_changed.send(sender=Question, question=question)
    push_question(question)


def count_votes(question: Question) -> None:
    question.vote_count = question.votes.count()


def _require(person: User, question: Question) -> None:
    if not person.has_perm("companion.edit_question", question):
        raise PermissionDenied(NO_LONGER_OWN)
    check_may_write(person)
