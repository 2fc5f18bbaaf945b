"""Who is told of what, by what they chose."""

import pytest

from network.discussions.models import Thread
from network.discussions.notifications import REPLY, THREAD
from network.notifications.actions import notify
from network.notifications.audience import Circle
from network.notifications.choosing import change_preference, choose, stop_letters
from network.notifications.models import Event, Notification, ScopeChoice
from network.notifications.registry import _kinds, register_kind
from network.people.models import User
from network.spaces.actions import add_space_member, remove_space_member
from network.spaces.models import Space
from network.spaces.readers import readers_of
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import ClosedSpaceFactory, PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def told(user: User) -> list[tuple[str, int]]:
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("verb", "event_count"))


def set_level(user: User, level: str) -> None:
    change_preference(user=user, level=level, rhythm="at_once")


@pytest.mark.parametrize(
    ("usual", "of_space", "of_thread", "is_told_as_author", "is_told_as_reader"),
    [
        ("normal", "", "", True, False),
        ("follow", "", "", True, True),
        ("muted", "", "", False, False),
        ("normal", "follow", "", True, True),
        ("normal", "muted", "", False, False),
        ("muted", "follow", "", True, True),
        ("follow", "normal", "", True, False),
        ("normal", "muted", "follow", True, True),
        ("follow", "follow", "muted", False, False),
        ("muted", "muted", "normal", True, False),
    ],
)
def test_nearest_choice_decides(usual, of_space, of_thread, is_told_as_author, is_told_as_reader):
    thread, reader = make_thread(), UserFactory()
    for person in (thread.author, reader):
        set_level(person, usual)
        choose(user=person, scope=f"space:{thread.space_id}", level=of_space)
        choose(user=person, scope=f"thread:{thread.pk}", level=of_thread)
    make_post(thread=thread)
    assert told(thread.author) == ([(REPLY, 1)] if is_told_as_author else [])
    assert told(reader) == ([(REPLY, 1)] if is_told_as_reader else [])


def test_choice_of_another_space_or_thread_changes_nothing():
    thread, reader = make_thread(), UserFactory()
    other = make_thread(space=SpaceFactory())
    choose(user=reader, scope=f"space:{other.space_id}", level="follow")
    choose(user=reader, scope=f"thread:{other.pk}", level="follow")
    choose(user=thread.author, scope=f"thread:{other.pk}", level="muted")
    make_post(thread=thread)
    assert (told(reader), told(thread.author)) == ([], [(REPLY, 1)])


def test_following_a_private_space_ends_with_the_membership():
    space, follower, asker = PrivateSpaceFactory(), UserFactory(), UserFactory()
    for person in (follower, asker):
        add_space_member(space=space, user=person)
    choose(user=follower, scope=f"space:{space.pk}", level="follow")
    thread = make_thread(space=space, author=asker)
    assert told(follower) == [(THREAD, 1)]
    remove_space_member(space=space, user=follower)
    make_post(thread=thread, author=asker)
    assert told(follower) == []  # nor is kept what was said there before


def test_new_thread_is_told_to_followers_only():
    follower, other = UserFactory(), UserFactory()
    space = SpaceFactory()
    choose(user=follower, scope=f"space:{space.pk}", level="follow")
    thread = make_thread(space=space)
    assert (told(follower), told(other), told(thread.author)) == ([(THREAD, 1)], [], [])


@pytest.mark.parametrize(("kind", "is_told"), [(Space.Kind.GENERAL, True), (Space.Kind.TOPIC, False)])
def test_announcement_is_told_to_those_whose_space_it_is(kind, is_told):
    space = SpaceFactory(kind=kind)
    facilitator, member, reader, muted = UserFactory(), UserFactory(), UserFactory(), UserFactory()
    add_space_member(space=space, user=facilitator, is_facilitator=True)
    for person in (member, muted):
        add_space_member(space=space, user=person)
    set_level(muted, "muted")
    make_thread(space=space, author=facilitator, kind=Thread.Kind.ANNOUNCEMENT)
    assert told(member) == [(THREAD, 1)]
    assert told(reader) == ([(THREAD, 1)] if is_told else [])
    assert (told(muted), told(facilitator)) == ([], [])


def test_muting_leaves_what_is_addressed_to_oneself(monkeypatch):
    monkeypatch.setattr("network.notifications.registry._kinds", dict(_kinds))
    register_kind("test.mention", "Mentions", is_direct=True)
    space, person = SpaceFactory(), UserFactory()
    set_level(person, "muted")
    choose(user=person, scope=f"space:{space.pk}", level="muted")
    circle = Circle((f"space:{space.pk}",), readers_of(space))
    notify(verb="test.mention", recipients=[person], subject="Neu", url="/", circle=circle)
    notify(verb=REPLY, recipients=[person], subject="Neu", url="/", circle=circle)
    assert told(person) == [("test.mention", 1)]


def test_rhythm_of_the_nearest_choice_is_planned():
    thread = make_thread()
    change_preference(user=thread.author, level="normal", rhythm="weekly")
    make_post(thread=thread)
    choose(user=thread.author, scope=f"space:{thread.space_id}", rhythm="daily")
    make_post(thread=thread)
    choose(user=thread.author, scope=f"thread:{thread.pk}", rhythm="never")
    make_post(thread=thread)
    events = Event.objects.filter(notification__recipient=thread.author).order_by("pk")
    assert [(event.rhythm, event.due_at is None) for event in events] == [
        ("weekly", False),
        ("daily", False),
        ("never", True),
    ]


def test_choice_without_content_is_no_choice():
    user = UserFactory()
    choose(user=user, scope="thread:1", level="follow", rhythm="daily")
    choose(user=user, scope="thread:1", level="")
    assert ScopeChoice.objects.get().rhythm == "daily"
    choose(user=user, scope="thread:1", rhythm="")
    assert not ScopeChoice.objects.exists()


def test_stopping_everything_leaves_levels_alone():
    user = UserFactory()
    choose(user=user, scope="thread:1", level="follow", rhythm="daily")
    choose(user=user, scope="thread:2", rhythm="daily")
    for _time in range(2):
        stop_letters(user.pk, [])
    assert list(ScopeChoice.objects.values_list("scope", "level", "rhythm")) == [("thread:1", "follow", "")]
    assert user.notification_preference.rhythm == "never"


@pytest.mark.parametrize("factory", [PrivateSpaceFactory, ClosedSpaceFactory, SpaceFactory])
def test_readers_of_a_space_are_those_who_may_view_it(factory):
    space = factory()
    member, stranger = UserFactory(), UserFactory()
    left = UserFactory(is_active=False)
    administrator = User.objects.create_superuser(email="wurzel@kommune.example", password=None)
    for person in (member, left):
        add_space_member(space=space, user=person)
    people = [member, stranger, left, administrator]
    entitled = {person for person in people if person.has_perm("spaces.view_space", space)}
    assert set(readers_of(space).filter(pk__in=[person.pk for person in people])) == entitled
