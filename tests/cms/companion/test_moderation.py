"""The moderator's steps, and two moderators at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from cms.companion.actions import advance, merge_question, put_question, set_vote
from cms.companion.models import Question, Room
from network.notifications.models import Notification
from tests.factories.companion import make_question, make_room
from tests.factories.people import FacilitatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return FacilitatorFactory(first_name="Ada", last_name="Muster")


def fresh(question: Question) -> Question:
    return Question.objects.get(pk=question.pk)


def states(room: Room) -> dict[str, str]:
    return dict(Question.objects.filter(room=room).values_list("text", "state"))


def test_one_question_is_on_and_the_former_one_was_answered(moderator):
    room = make_room()
    first, second = make_question(room, text="Eins"), make_question(room, text="Zwei")
    put_question(question=first, state="now", moderator=moderator, version=1)
    put_question(question=second, state="now", moderator=moderator, version=1)
    assert states(room) == {"Eins": "answered", "Zwei": "now"}
    numbers = sorted(Question.objects.values_list("number", flat=True))
    assert (numbers, Room.objects.get().last_number) == ([4, 5], 5)


def test_database_holds_one_question_that_is_on():
    room = make_room()
    for text in ("Eins", "Zwei"):
        make_question(room, text=text)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.update(state="now")


def test_second_moderator_overwrites_nothing_and_learns_who_was_quicker(moderator):
    question = make_question()
    put_question(question=fresh(question), state="later", moderator=moderator, version=1)
    with pytest.raises(ValidationError, match="Ada Muster") as refusal:
        put_question(question=question, state="answered", moderator=FacilitatorFactory(), version=1)
    assert (refusal.value.code, fresh(question).state) == ("conflict", "later")


def test_the_same_step_again_changes_nothing(moderator):
    question = make_question()
    put_question(question=question, state="next", moderator=moderator, version=1)
    put_question(question=fresh(question), state="next", moderator=moderator, version=2)
    assert Room.objects.get().last_number == 2


def test_going_on_takes_what_was_put_next_then_what_has_most_votes(moderator):
    room = make_room()
    make_question(room, text="Beliebt", votes=2)
    chosen = make_question(room, text="Vorgezogen")
    make_question(room, text="Dritte")
    put_question(question=chosen, state="next", moderator=moderator, version=1)
    seen, order = None, []
    for _step in range(4):
        current = advance(room=room, moderator=moderator, seen=seen)
        seen = current.pk if current else None
        order.append(current.text if current else None)
    assert order == ["Vorgezogen", "Beliebt", "Dritte", None]
    assert set(states(room).values()) == {"answered"}


def test_going_on_from_another_question_than_is_on_is_refused(moderator):
    room = make_room()
    make_question(room)
    advance(room=room, moderator=moderator, seen=None)
    with pytest.raises(ValidationError) as refusal:
        advance(room=room, moderator=moderator, seen=None)
    assert refusal.value.code == "conflict"


def test_merged_votes_are_united_once_for_each_person_and_part_again(moderator):
    room, both = make_room(), UserFactory()
    kept, double = make_question(room, text="Kosten?", votes=1), make_question(room, text="Was kostet es?", votes=1)
    for question in (kept, double):
        set_vote(question=question, person=both, given=True)
    merge_question(question=double, into=kept, moderator=moderator, version=1)
    # One of each, the person of both, and who asked the double.
    assert (fresh(kept).vote_count, fresh(double).state, fresh(double).merged_into) == (4, "merged", kept)
    put_question(question=fresh(double), state="waiting", moderator=moderator, version=2)
    assert (fresh(kept).vote_count, fresh(double).vote_count, fresh(double).merged_into) == (2, 2, None)


def test_votes_go_along_when_a_merged_question_is_put_to_another_one(moderator):
    room = make_room()
    first, second = make_question(room, text="Kosten?"), make_question(room, text="Wer zahlt?")
    double = make_question(room, text="Was kostet es?", votes=1)
    merge_question(question=double, into=first, moderator=moderator, version=1)
    merge_question(question=fresh(double), into=second, moderator=moderator, version=2)
    assert (fresh(first).vote_count, fresh(second).vote_count, fresh(double).merged_into) == (0, 2, second)
    numbers = sorted(Question.objects.values_list("number", flat=True))
    assert (numbers, Room.objects.get().last_number) == ([7, 8, 9], 9)


def test_question_is_not_merged_with_itself_or_into_another_room(moderator):
    question, elsewhere = make_question(), make_question()
    for into in (question, elsewhere):
        with pytest.raises(ValidationError):
            merge_question(question=question, into=into, moderator=moderator, version=1)


def test_hiding_needs_a_reason_and_tells_the_author(moderator):
    question = make_question()
    with pytest.raises(ValidationError):
        put_question(question=question, state="hidden", moderator=moderator, version=1, reason=" ")
    put_question(question=question, state="hidden", moderator=moderator, version=1, reason="Nennt eine Person")
    told = Notification.objects.get(recipient=question.author)
    assert ("Nennt eine Person" in told.text, fresh(question).reason) == (True, "Nennt eine Person")


def test_written_answer_tells_the_author_but_a_spoken_one_does_not(moderator):
    room = make_room()
    spoken, written = make_question(room), make_question(room)
    put_question(question=spoken, state="answered", moderator=moderator, version=1)
    put_question(question=written, state="answered", moderator=moderator, version=1, answer="Das Land.")
    assert list(Notification.objects.values_list("recipient", flat=True)) == [written.author_id]


def test_only_those_who_manage_the_space_moderate():
    with pytest.raises(PermissionDenied):
        put_question(question=make_question(), state="now", moderator=UserFactory(), version=1)
