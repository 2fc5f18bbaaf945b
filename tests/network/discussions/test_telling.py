import pytest
from django.db import OperationalError, connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from network.discussions.actions import delete_post, open_thread, publish_post, telling
from network.discussions.actions.telling import tell_waiting
from network.discussions.models import UntoldPost
from network.discussions.notifications import announce_post
from network.discussions.reading import mark_thread_read
from network.notifications.choosing import choose
from network.notifications.models import Notification
from tests.factories.discussions import make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db


def told(user):
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("verb", "event_count"))


def test_those_who_listen_are_told_by_the_worker_and_once():
    thread = make_thread()
    publish_post(author=UserFactory(), thread=thread, body="Wir in Krefeld.")
    assert told(thread.author) == []
    for _round in range(2):
        tell_waiting()
        assert (told(thread.author), UntoldPost.objects.count()) == ([("discussions.reply", 1)], 0)


@pytest.mark.parametrize("followers", [1, 3])
def test_answer_query_count(followers):
    """Writing costs the same, however many listen."""
    thread = make_thread()
    for person in UserFactory.create_batch(followers):
        choose(user=person, scope=f"thread:{thread.pk}", level="follow")
    author = UserFactory()
    with CaptureQueriesContext(connection) as queries:
        publish_post(author=author, thread=thread, body="Wir in Krefeld.")
    assert not [query for query in queries if "notifications_" in query["sql"]]
    assert len(queries) <= 13


def test_thread_and_its_answer_written_before_the_worker_came_are_told_as_what_they_are():
    space, follower = SpaceFactory(), UserFactory()
    choose(user=follower, scope=f"space:{space.pk}", level="follow")
    thread = open_thread(author=UserFactory(), space=space, title="Sprachkurse", body="Wer hat Erfahrung?")
    publish_post(author=UserFactory(), thread=thread, body="Wir in Krefeld.")
    tell_waiting()
    assert told(follower) == [("discussions.thread", 1), ("discussions.reply", 1)]
    assert told(thread.author) == [("discussions.reply", 1)]


def test_what_was_deleted_or_read_meanwhile_is_told_to_nobody():
    thread = make_thread()
    read = publish_post(author=UserFactory(), thread=thread, body="Das liest sie sofort.")
    mark_thread_read(user=thread.author, thread=thread, number=read.number)
    gone = publish_post(author=UserFactory(), thread=thread, body="Das war nicht so gemeint.")
    delete_post(post=gone, deleted_by=gone.author)
    tell_waiting()
    assert (told(thread.author), UntoldPost.objects.count()) == ([], 0)


def test_who_is_named_is_told_at_once_and_not_again():
    thread = make_thread(author=UserFactory(first_name="Berta", last_name="Probe"))
    publish_post(author=UserFactory(), thread=thread, body="@Berta Probe, wir in Krefeld.")
    assert told(thread.author) == [("discussions.mentioned", 1)]
    tell_waiting()
    assert told(thread.author) == [("discussions.mentioned", 1)]


def test_post_of_which_nobody_could_be_told_waits_and_keeps_no_other_waiting(monkeypatch, caplog):
    first, second = make_thread(), make_thread()
    bad = publish_post(author=UserFactory(), thread=first, body="Daran scheitert es.")
    publish_post(author=UserFactory(), thread=second, body="Wir in Krefeld.")

    def announce(post):
        if post.pk == bad.pk:
            raise OperationalError("the connection was lost")
        announce_post(post)

    with monkeypatch.context() as broken:
        broken.setattr(telling, "announce_post", announce)
        tell_waiting()
    assert (told(first.author), told(second.author)) == ([], [("discussions.reply", 1)])
    assert f"nobody was told of post {bad.pk}" in caplog.text
    tell_waiting()
    assert told(first.author) == []
    UntoldPost.objects.update(due_at=F("due_at") - telling.AFTER_A_FAILURE)
    tell_waiting()
    assert told(first.author) == [("discussions.reply", 1)]
