"""The agreement of lists and object rules: role × state of the space × state of the question."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser

from cms.companion.actions import put_question, set_room_open, withdraw_question
from cms.companion.models import Question, Room
from network.people.models import User
from network.people.roles import Role
from network.spaces.actions import add_space_member, archive_space
from network.spaces.models import Space
from tests.factories.companion import make_question, make_room
from tests.factories.people import UserFactory
from tests.factories.spaces import ClosedSpaceFactory, PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@dataclass
class World:
    people: dict[str, User | AnonymousUser]
    rooms: dict[str, Room]


@pytest.fixture
def world() -> World:
    people = {str(role): UserFactory(role=role) for role in Role} | {
        "visitor": AnonymousUser(),
        "inactive": UserFactory(is_active=False),
        "invited": UserFactory(),
        "space facilitator": UserFactory(),
        "administrator": UserFactory(is_superuser=True),
    }
    spaces = {"open": SpaceFactory(), "closed": ClosedSpaceFactory(), "private": PrivateSpaceFactory()}
    spaces |= {"archived": PrivateSpaceFactory(), "not taking questions": SpaceFactory()}
    for space in spaces.values():
        add_space_member(space=space, user=people["invited"])
        add_space_member(space=space, user=people["space facilitator"], is_facilitator=True)
    rooms = {name: make_room(space) for name, space in spaces.items()}
    for room in rooms.values():
        _questions(room, people["invited"], people["space facilitator"])
    archive_space(space=spaces["archived"])
    set_room_open(room=rooms["not taking questions"], is_open=False, moderator=people["administrator"])
    for room in rooms.values():
        room.space = Space.objects.get(pk=room.space_id)
    return World(people, rooms)


def _questions(room: Room, author: User, moderator: User) -> None:
    for state in ("waiting", "next", "answered", "later", "hidden"):
        question = make_question(room, author=author)
        if state != "waiting":
            put_question(question=question, state=state, moderator=moderator, version=1, reason="Doppelt")
    withdraw_question(question=make_question(room, author=author), author=author)


@pytest.mark.parametrize("model", [Room, Question])
def test_visible_to_agrees_with_view_permission(world, model):
    name = f"companion.view_{model.__name__.lower()}"
    for who, user in world.people.items():
        by_rule = {thing.pk for thing in model.objects.all() if user.has_perm(name, thing)}
        assert set(model.objects.visible_to(user).values_list("pk", flat=True)) == by_rule, who


def test_hidden_question_is_seen_by_its_author_and_by_those_who_moderate(world):
    hidden = Question.objects.get(room=world.rooms["open"], state="hidden")
    sees = {who for who, user in world.people.items() if user.has_perm("companion.view_question", hidden)}
    assert sees == {"invited", "space facilitator", "facilitator", "coordinator", "administrator"}


@pytest.mark.parametrize(
    ("permission", "room", "expected"),
    [
        ("ask_in_room", "open", {*Role, "invited", "space facilitator", "administrator"}),
        ("ask_in_room", "private", {"invited", "space facilitator", "administrator"}),
        ("ask_in_room", "archived", set()),
        ("ask_in_room", "not taking questions", set()),
        ("vote_in_room", "not taking questions", {*Role, "invited", "space facilitator", "administrator"}),
        ("vote_in_room", "archived", set()),
        ("moderate_room", "open", {"facilitator", "coordinator", "space facilitator", "administrator"}),
        ("moderate_room", "private", {"space facilitator", "administrator"}),
        ("moderate_room", "archived", set()),
    ],
)
def test_role_and_state_decide(world, permission, room, expected):
    may = {who for who, user in world.people.items() if user.has_perm(f"companion.{permission}", world.rooms[room])}
    # Django grants a superuser everything; the actions ask for the state again.
    assert may - {"administrator"} == {str(who) for who in expected} - {"administrator"}
