"""The agreement of lists and object rules: role × state, one row each."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser

from network.discussions.actions import delete_post, set_thread_closed
from network.discussions.models import Post, Thread
from network.discussions.rules import thread_abilities
from network.people.models import User
from network.people.roles import Role
from network.spaces.actions import add_space_member, archive_space
from network.spaces.models import Space
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import ClosedSpaceFactory, PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@dataclass
class World:
    people: dict[str, User | AnonymousUser]
    spaces: dict[str, Space]


@pytest.fixture
def world() -> World:
    people = {str(role): UserFactory(role=role) for role in Role} | {
        "visitor": AnonymousUser(),
        "inactive": UserFactory(is_active=False),
        "invited": UserFactory(),
        "space facilitator": UserFactory(),
        "administrator": UserFactory(is_superuser=True),
    }
    spaces = {"open": SpaceFactory(), "closed": ClosedSpaceFactory()}
    spaces |= {"private": PrivateSpaceFactory(), "archived": PrivateSpaceFactory()}
    for name in ("closed", "private", "archived"):
        for person in ("invited", "inactive"):
            add_space_member(space=spaces[name], user=people[person])
        add_space_member(space=spaces[name], user=people["space facilitator"], is_facilitator=True)
    for space in spaces.values():
        thread = make_thread(space=space, author=people["space facilitator"])
        post = make_post(thread=thread, author=people["space facilitator"])
        delete_post(post=post, deleted_by=post.author)
        closed = make_thread(space=space, author=people["space facilitator"])
        set_thread_closed(thread=closed, closed=True, closed_by=people["administrator"])
    archive_space(space=spaces["archived"])
    return World(people, spaces)


def seen(queryset, permission: str, user) -> tuple[set[int], set[int]]:
    """By the list, and by asking for each object."""
    by_rule = {thing.pk for thing in queryset.model.objects.all() if user.has_perm(permission, thing)}
    return set(queryset.visible_to(user).values_list("pk", flat=True)), by_rule


@pytest.mark.parametrize(
    ("queryset", "permission"),
    [
        (Space.objects, "spaces.view_space"),
        (Thread.objects, "discussions.view_thread"),
        (Post.objects, "discussions.view_post"),
    ],
)
def test_visible_to_agrees_with_view_permission(world, queryset, permission):
    for name, user in world.people.items():
        by_list, by_rule = seen(queryset, permission, user)
        assert by_list == by_rule, name


EVERYWHERE = {"open", "closed", "private", "archived"}


def test_known_to_agrees_with_know_permission(world):
    known = {}
    for name, user in world.people.items():
        known[name] = set(Space.objects.known_to(user))
        assert known[name] == {space for space in world.spaces.values() if user.has_perm("spaces.know_space", space)}
    assert known["visitor"] == known["inactive"] == set()
    assert known["member"] == known["coordinator"] == {world.spaces["open"], world.spaces["closed"]}
    assert known["invited"] == set(world.spaces.values())


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("visitor", set()),
        ("inactive", set()),
        ("member", {"open"}),
        ("editor", {"open"}),
        ("facilitator", {"open"}),
        ("coordinator", {"open"}),
        ("invited", EVERYWHERE),
        ("space facilitator", EVERYWHERE),
        ("administrator", EVERYWHERE),
    ],
)
def test_view_space_by_role(world, person, expected):
    visible = Space.objects.visible_to(world.people[person])
    assert {name for name, space in world.spaces.items() if space in visible} == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("visitor", set()),
        ("inactive", set()),
        ("member", set()),
        ("editor", set()),
        ("facilitator", {"open"}),
        ("coordinator", {"open"}),
        ("invited", set()),
        ("space facilitator", {"closed", "private", "archived"}),
        ("administrator", EVERYWHERE),
    ],
)
def test_manage_space_by_role(world, person, expected):
    user = world.people[person]
    assert {name for name, space in world.spaces.items() if user.has_perm("spaces.manage_space", space)} == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("visitor", set()),
        ("inactive", set()),
        ("member", {"open"}),
        ("facilitator", {"open"}),
        ("invited", {"open", "closed", "private"}),
        ("space facilitator", {"open", "closed", "private"}),
    ],
)
def test_reply_thread_by_role_not_where_closed_or_archived(world, person, expected):
    user = world.people[person]
    threads = Thread.objects.select_related("space")
    may = {thread for thread in threads if user.has_perm("discussions.reply_thread", thread)}
    expected_threads = {
        thread for thread in threads for name in expected if thread.space == world.spaces[name] and not thread.closed_at
    }
    assert may == expected_threads


def test_thread_abilities_agree_with_permissions(world):
    for name, user in world.people.items():
        for thread in Thread.objects.visible_to(user).select_related("space"):
            abilities = thread_abilities(user, thread)
            if name != "administrator":  # Django grants the administrator what no state allows
                assert abilities.reply == user.has_perm("discussions.reply_thread", thread), name
                assert abilities.accept == user.has_perm("discussions.accept_answer", thread), name
            assert abilities.manage == user.has_perm("discussions.manage_thread", thread), name


def test_edit_and_delete_post_by_role():
    thread = make_thread()
    post = make_post(thread=thread)
    others = [UserFactory(role=role) for role in Role]
    may_edit = {user for user in [post.author, *others] if user.has_perm("discussions.edit_post", post)}
    may_delete = {user.role for user in others if user.has_perm("discussions.delete_post", post)}
    assert may_edit == {post.author}
    assert may_delete == {Role.FACILITATOR, Role.COORDINATOR}


def test_create_space_by_role():
    assert {role for role in Role if UserFactory(role=role).has_perm("spaces.create_space")} == {
        Role.FACILITATOR,
        Role.COORDINATOR,
    }
