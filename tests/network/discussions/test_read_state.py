"""What is new, and for whom no longer."""

import pytest
from django.urls import reverse

from network.discussions.actions import delete_post, set_thread_pinned
from network.discussions.models import Post, SpaceRead
from network.discussions.reading import mark_everything_read, mark_space_read, mark_thread_read
from network.notifications.models import Notification
from network.spaces.actions import add_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db
LINE = 'id="neu"'


@pytest.fixture
def member(client):
    user = UserFactory()
    client.force_login(user)
    return user


def line_before(client, thread) -> int | None:
    page = client.get(thread.get_absolute_url())
    assert (LINE in page.content.decode()) == (page.context["first_new"] is not None)
    return page.context["first_new"]


def test_line_stands_above_the_first_new_post_and_is_gone_next_time(client, member):
    thread = make_thread()
    make_post(thread=thread)
    assert line_before(client, thread) is None  # never here before: everything is new
    own, gone = make_post(thread=thread, author=member), make_post(thread=thread)
    delete_post(post=gone, deleted_by=gone.author)
    fresh = make_post(thread=thread)
    make_post(thread=thread)
    assert own.number < gone.number < fresh.number
    assert line_before(client, thread) == fresh.number
    assert line_before(client, thread) is None


def test_line_knows_what_was_marked_as_read_in_the_whole_space(client, member):
    thread = make_thread()
    mark_thread_read(user=member, thread=thread, number=1)
    make_post(thread=thread)
    mark_space_read(user=member, space=thread.space)
    fresh = make_post(thread=thread)
    assert line_before(client, thread) == fresh.number


def test_everything_is_read_at_once_but_not_what_comes_later_or_is_hidden(client, member):
    private, mine, others = PrivateSpaceFactory(), PrivateSpaceFactory(), UserFactory()
    add_space_member(space=mine, user=member)
    threads = [make_thread(space=space, author=member) for space in (SpaceFactory(), mine)]
    for space in (private, mine):
        add_space_member(space=space, user=others)
    for thread in [*threads, make_thread(space=private, author=others)]:
        make_post(thread=thread, author=others)
    assert Post.objects.visible_to(member).unread_by(member).count() == 2
    assert Notification.objects.visible_to(member).unread().count() == 2
    assert "Alles in allen Räumen als gelesen markieren" in client.get(reverse("spaces:space-list")).content.decode()
    client.post(reverse("discussions:everything-read"))
    assert not Post.objects.visible_to(member).unread_by(member).exists()
    assert not Notification.objects.visible_to(member).unread().exists()
    assert not SpaceRead.objects.filter(space=private).exists()
    assert "Alles in allen Räumen" not in client.get(reverse("spaces:space-list")).content.decode()
    make_post(thread=threads[0])
    assert Post.objects.visible_to(member).unread_by(member).count() == 1


def test_space_marked_as_read_leaves_notifications_of_other_spaces(member):
    here, there = make_thread(author=member), make_thread(author=member)
    for thread in (here, there):
        make_post(thread=thread)
    mark_space_read(user=member, space=here.space)
    unread = Notification.objects.visible_to(member).unread()
    assert list(unread.values_list("target_key", flat=True)) == [f"thread:{there.pk}"]


def test_notification_stays_unread_until_the_last_of_its_posts_is_read(member):
    thread = make_thread(author=member)
    first, second = make_post(thread=thread), make_post(thread=thread)
    mark_thread_read(user=member, thread=thread, number=first.number)
    assert Notification.objects.visible_to(member).unread().count() == 1
    mark_thread_read(user=member, thread=thread, number=second.number)
    assert not Notification.objects.visible_to(member).unread().exists()


@pytest.mark.parametrize("number", [1, 3])
def test_everything_read_query_count(member, django_assert_num_queries, number):
    for _number in range(number):
        make_post(thread=make_thread(author=member))
    with django_assert_num_queries(7):
        mark_everything_read(user=member)


def test_line_is_not_confused_by_what_happened_to_the_thread(client, member):
    thread = make_thread()
    mark_thread_read(user=member, thread=thread, number=1)
    set_thread_pinned(thread=thread, pinned=True, pinned_by=FacilitatorFactory())
    fresh = make_post(thread=thread)
    assert line_before(client, thread) == fresh.number
