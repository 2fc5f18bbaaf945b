"""What everybody in the room may do."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.companion.actions import (
    ask_question,
    edit_question,
    put_question,
    room_of,
    set_room_open,
    set_vote,
    withdraw_question,
    write_note,
)
from cms.companion.models import MAX_QUESTION, Question, Room, Vote
from cms.meetings.models import ProgrammeItem
from network.moderation.models import Suspension
from network.spaces.actions import archive_space
from tests.factories.cms import english
from tests.factories.companion import make_item, make_question, make_room
from tests.factories.people import FacilitatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_room_of_an_item_is_the_same_again_and_in_the_other_language():
    item = make_item()
    room = room_of(item)
    translated = item.page.copy_for_translation(english(), copy_parents=True)
    twin = ProgrammeItem.objects.get(page_id=translated.pk)
    assert (room_of(item), room_of(twin)) == (room, room)
    assert room.space == item.page.space


def test_room_stays_when_its_item_goes():
    room = make_room()
    room.item.delete()
    room = Room.objects.get(pk=room.pk)
    assert (room.item, room.label) == (None, "Block 1")


def test_same_client_id_is_one_question_but_another_text_is_not_lost():
    room, author, client_id = make_room(), UserFactory(), uuid4()
    first = ask_question(author=author, room=room, text="Wer zahlt?", client_id=client_id)
    again = ask_question(author=author, room=room, text="Wer zahlt?", client_id=client_id)
    other = ask_question(author=author, room=room, text="Und wer nicht?", client_id=client_id)
    assert (first, Question.objects.count()) == (again, 2)
    assert (other.text, Room.objects.get().last_number) == ("Und wer nicht?", 2)


@pytest.mark.parametrize("text", ["", " \n ", "x" * (MAX_QUESTION + 1), "a\x00b", "\ud800"])
def test_bad_question_is_refused_with_a_message(text):
    with pytest.raises(ValidationError):
        ask_question(author=UserFactory(), room=make_room(), text=text)


def test_closed_room_and_archived_space_take_no_questions():
    room, author = make_room(), UserFactory()
    set_room_open(room=room, is_open=False, moderator=FacilitatorFactory())
    with pytest.raises(ValidationError) as refusal:
        ask_question(author=author, room=room, text="Zu spät?")
    assert refusal.value.code == "closed"
    other = make_room()
    archive_space(space=other.space)
    with pytest.raises(ValidationError):
        ask_question(author=author, room=Room.objects.get(pk=other.pk), text="Zu spät?")


def test_vote_counts_once_and_can_be_taken_back():
    question, voter = make_question(), UserFactory()
    numbers = []
    for given in (True, True, False, False, True):
        set_vote(question=question, person=voter, given=given)
        numbers.append((Question.objects.get().vote_count, Room.objects.get().last_number))
    assert numbers == [(1, 2), (1, 2), (0, 3), (0, 3), (1, 4)]


def test_database_holds_one_vote_for_each_person():
    question, voter = make_question(), UserFactory()
    Vote.objects.create(question=question, user=voter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(question=question, user=voter)


def test_nobody_votes_for_an_own_or_an_answered_question():
    author = UserFactory()
    question = make_question(author=author)
    with pytest.raises(PermissionDenied):
        set_vote(question=question, person=author, given=True)
    put_question(question=question, state="answered", moderator=FacilitatorFactory(), version=1)
    with pytest.raises(PermissionDenied):
        set_vote(question=question, person=UserFactory(), given=True)


def test_own_question_is_changed_and_withdrawn_while_it_is_open():
    question = make_question(votes=2)
    edit_question(question=question, editor=question.author, text="Wer zahlt was?")
    question.refresh_from_db()
    assert (question.text, question.edited_at is None, question.vote_count) == ("Wer zahlt was?", False, 2)
    withdraw_question(question=question, author=question.author)
    question.refresh_from_db()
    assert (question.state, question.text, question.vote_count, Vote.objects.count()) == ("withdrawn", "", 0, 0)


def test_question_of_another_or_one_that_is_on_is_not_changed():
    question = make_question()
    with pytest.raises(PermissionDenied):
        edit_question(question=question, editor=UserFactory(), text="Meins")
    put_question(question=question, state="now", moderator=FacilitatorFactory(), version=1)
    with pytest.raises(PermissionDenied):
        withdraw_question(question=question, author=question.author)


def test_who_is_suspended_from_writing_neither_asks_nor_votes_nor_writes_results():
    room, person = make_room(), UserFactory()
    question = make_question(room)
    until = timezone.now() + timedelta(days=2)
    Suspension.objects.create(person=person, reason="insult", until=until)
    for write in (
        lambda: ask_question(author=person, room=room, text="Doch?"),
        lambda: set_vote(question=question, person=person, given=True),
        lambda: write_note(room=room, writer=person, body="x", version=0),
    ):
        with pytest.raises(PermissionDenied):
            write()
    assert (Question.objects.count(), Vote.objects.count()) == (1, 0)
