"""The topic `room:<id>`: what was missed and what is loaded anew are the same."""

import pytest
from django.urls import reverse

from cms.companion.actions import merge_question, put_question, set_room_open, set_vote, withdraw_question
from cms.companion.models import Question, Room
from cms.companion.realtime import authorize, catch_up, serialize_question
from network.realtime import log
from tests.factories.companion import make_question, make_room
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory

pytestmark = pytest.mark.django_db


def busy(room: Room) -> None:
    moderator = FacilitatorFactory()
    questions = [make_question(room, text=f"Frage {number}", votes=number) for number in range(4)]
    put_question(question=questions[0], state="now", moderator=moderator, version=1)
    merge_question(question=questions[1], into=questions[2], moderator=moderator, version=1)
    withdrawn = make_question(room)
    withdraw_question(question=withdrawn, author=withdrawn.author)
    set_room_open(room=room, is_open=False, moderator=moderator)
    put_question(question=questions[3], state="hidden", moderator=moderator, version=1, reason="Doppelt")
    set_vote(question=questions[2], person=UserFactory(), given=True)


def fresh_load(room: Room) -> dict[int, dict]:
    return {question.pk: serialize_question(question) for question in Question.objects.filter(room=room)}


@pytest.mark.parametrize("at_once", [2, 100])
def test_caught_up_from_any_number_equals_a_fresh_load(monkeypatch, at_once):
    monkeypatch.setattr(log, "CHANGES_AT_ONCE", at_once)
    room = make_room()
    before = fresh_load(room)
    busy(room)
    last = Room.objects.get(pk=room.pk).last_number
    for after in range(last + 1):
        state = dict(before) if not after else {}
        number, more, seen = after, True, []
        while more:
            answer = catch_up(str(room.pk), number)
            number, more = answer.number, answer.more
            seen += [change["number"] for change in answer.changes]
            state |= {change["question"]["id"]: change["question"] for change in answer.changes if "question" in change}
        missed = {pk: fields for pk, fields in fresh_load(room).items() if Question.objects.get(pk=pk).number > after}
        assert (state, number, seen) == (missed, last, sorted(set(seen))), after


def test_every_number_is_pushed_once_and_in_order(monkeypatch):
    told: list[int] = []
    monkeypatch.setattr("cms.companion.realtime.push", lambda topic, message: told.append(message["number"]))
    room = make_room()
    busy(room)
    assert told == [*range(1, Room.objects.get(pk=room.pk).last_number + 1)]


def test_hidden_and_nameless_questions_give_nothing_away():
    room = make_room()
    named = make_question(room, author=UserFactory(first_name="Nora", last_name="Name"))
    nameless = make_question(room, author=UserFactory(first_name="Olga", last_name="Ohne"), is_anonymous=True)
    put_question(question=named, state="hidden", moderator=FacilitatorFactory(), version=1, reason="Grund")
    told = [change["question"] for change in catch_up(str(room.pk), 0).changes]
    assert [(fields["text"], fields["author"]) for fields in told] == [(nameless.text, None), ("", None)]
    assert not any(secret in str(told) for secret in ("Nora", "Olga", "Ohne", "Grund"))


def test_only_who_may_enter_the_space_hears_of_the_room():
    room = make_room(PrivateSpaceFactory())
    member, stranger = UserFactory(), UserFactory()
    room.space.memberships.create(user=member)
    assert authorize(str(room.pk), [member, stranger]) == {member.pk}
    assert authorize("999999", [member]) == authorize("x", [member]) == set()


def test_changes_over_http(client):
    question = make_question()
    url = reverse("room-changes", args=[question.room_id])
    assert client.get(url, {"after": 0}).status_code == 401
    client.force_login(UserFactory())
    answer = client.get(url, {"after": 0}).json()
    assert [change["question"]["text"] for change in answer["changes"]] == ["Wer zahlt das?"]
    assert client.get(url, {"after": "viel"}).status_code == 400
    assert client.get(reverse("room-changes", args=[0]), {"after": 0}).status_code == 404
