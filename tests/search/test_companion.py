"""Questions from the room are found where they stand, by those who may enter it."""

import pytest

from cms.companion.actions import put_question, set_vote
from network.spaces.actions import add_space_member
from search.models import OutboxEntry
from search.searching import SearchRequest, search
from tests.factories.companion import make_question, make_room
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory

pytestmark = pytest.mark.django_db


def found(text: str, user) -> list[tuple[str, str]]:
    return [(result.document.id, result.url) for result in search(SearchRequest(text, {}), user).results]


def test_question_and_its_answer_are_found_by_who_may_enter_and_not_when_hidden(search_index):
    room = make_room(PrivateSpaceFactory())
    member, stranger, moderator = UserFactory(), UserFactory(), FacilitatorFactory()
    for person in (member, moderator):
        add_space_member(space=room.space, user=person)
    question = make_question(room, author=member, text="Wer pflegt die Quittenliste?")
    put_question(question=question, state="answered", moderator=moderator, version=1, answer="Das Gartenamt.")
    search_index.catch_up()
    here = [(f"room_question:{question.pk}", question.get_absolute_url())]
    assert found("Quittenliste", member) == found("Gartenamt", member) == here
    assert found("Quittenliste", stranger) == []

    put_question(question=question, state="hidden", moderator=moderator, version=2, reason="Doppelt")
    assert found("Quittenliste", member) == []
    search_index.catch_up()
    assert found("Quittenliste", member) == []


def test_votes_give_the_index_no_work():
    question, voter = make_question(), UserFactory()
    before = OutboxEntry.objects.count()
    set_vote(question=question, person=voter, given=True)
    assert OutboxEntry.objects.count() == before
