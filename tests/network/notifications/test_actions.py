import pytest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from network.discussions.actions import accept_answer
from network.notifications.actions import mark_all_read, notify
from network.notifications.models import Notification
from network.notifications.registry import register_kind, registered_kinds
from network.people.models import User
from network.spaces.actions import add_space_member, remove_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory

pytestmark = pytest.mark.django_db


def told(user: User) -> list[tuple[str, str, int]]:
    rows = Notification.objects.filter(recipient=user).order_by("pk")
    return [(row.verb, row.target_key, row.event_count) for row in rows]


def test_reply_is_told_to_everyone_in_the_thread_but_its_author():
    thread = make_thread()
    first = make_post(thread=thread).author
    second = make_post(thread=thread).author
    target = f"thread:{thread.pk}"
    assert told(thread.author) == [("discussions.reply", target, 2)]
    assert told(first) == [("discussions.reply", target, 1)]
    assert told(second) == []


def test_replies_gather_until_read_and_then_begin_anew():
    thread = make_thread()
    for _number in range(3):
        make_post(thread=thread)
    row = Notification.objects.get(recipient=thread.author)
    assert row.url == thread.posts.all()[1].get_absolute_url()
    mark_all_read(user=thread.author)
    make_post(thread=thread)
    assert [count for _verb, _target, count in told(thread.author)] == [3, 1]


def test_reply_is_not_told_to_removed_members_nor_inactive_people():
    space, asker, gone, inactive = PrivateSpaceFactory(), UserFactory(), UserFactory(), UserFactory()
    for user in (asker, gone, inactive):
        add_space_member(space=space, user=user)
    thread = make_thread(space=space, author=asker)
    for user in (gone, inactive):
        make_post(thread=thread, author=user)
    Notification.objects.all().delete()
    remove_space_member(space=space, user=gone)
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    make_post(thread=thread, author=asker)
    assert not Notification.objects.exists()


def test_accepted_answer_is_told_to_its_author():
    thread = make_thread(title="Wer kennt das?")
    post = make_post(thread=thread)
    accept_answer(thread=thread, post=post, accepted_by=thread.author)
    assert told(post.author) == [("discussions.accept", f"thread:{thread.pk}", 1)]


def test_reading_the_thread_reads_its_notifications(client):
    thread = make_thread()
    make_post(thread=thread)
    client.force_login(thread.author)
    client.get(thread.get_absolute_url())
    assert not Notification.objects.unread().exists()


def test_notify_speaks_the_language_of_each_reader():
    german, english = UserFactory(), UserFactory(language="en")
    notify(
        verb="discussions.reply",
        recipients=[german, english],
        subject=gettext_lazy("Member"),
        url=lambda: reverse("spaces:space-list"),
    )
    rows = {row.recipient: row.url for row in Notification.objects.all()}
    assert rows == {german: "/de/raeume/", english: "/en/raeume/"}


def test_notify_without_target_does_not_gather():
    user = UserFactory()
    for _number in range(2):
        notify(verb="discussions.reply", recipients=[user, user], subject="Neu", url="/")
    assert told(user) == [("discussions.reply", "", 1)] * 2


def test_notify_unknown_verb_is_refused():
    with pytest.raises(KeyError):
        notify(verb="unknown", recipients=[UserFactory()], subject="Neu", url="/")


def test_register_kind_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        register_kind(registered_kinds()[0].verb, "again")


@pytest.mark.parametrize("people", [2, 4])
def test_notify_query_count(django_assert_num_queries, people):
    readers = [UserFactory() for _number in range(people)]
    notify(verb="discussions.reply", recipients=readers[:1], subject="Neu", url="/", target_key="thing:1")
    with django_assert_num_queries(9):
        notify(verb="discussions.reply", recipients=readers, subject="Neu", url="/", target_key="thing:1")
