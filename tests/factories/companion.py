"""Rooms and questions come about as in life, through the actions, so that numbers and counts are right."""

from datetime import date
from typing import Any

from cms.companion import actions
from cms.companion.models import Question, Room
from cms.meetings.models import ProgrammeItem
from network.people.models import User
from network.spaces.models import Space
from tests.factories.cms import meeting_page
from tests.factories.people import UserFactory
from tests.factories.spaces import SpaceFactory


def make_item(space: Space | None = None, title: str = "Block 1", **fields: Any) -> ProgrammeItem:
    page = meeting_page(space=space or SpaceFactory())
    return ProgrammeItem.objects.create(page=page, day=date(2018, 6, 14), title=title, sort_order=0, **fields)


def make_room(space: Space | None = None) -> Room:
    return actions.room_of(make_item(space))


def make_question(
    room: Room | None = None, *, author: User | None = None, text: str = "Wer zahlt das?", votes: int = 0, **fields: Any
) -> Question:
    question = actions.ask_question(author=author or UserFactory(), room=room or make_room(), text=text, **fields)
    for _number in range(votes):
        actions.set_vote(question=question, person=UserFactory(), given=True)
    return question
