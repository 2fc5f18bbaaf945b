import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from network.discussions.actions import accept_answer
from network.notifications.actions import mark_all_read, notify
from network.notifications.models import Notification
from network.notifications.registry import register_kind, registered_kinds
from network.notifications.tasks import deliver_by_email
from network.people.models import User
from network.spaces.actions import add_space_member, remove_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory

pytestmark = pytest.mark.django_db


def told(user: User) -> list[tuple[str, str, int]]:
    rows = Notification.objects.filter(recipient=user).order_by("pk")
    return [(row.verb, row.target_key, row.event_count) for row in rows]


def deliver_mail() -> None:
    """What the worker does with the waiting tasks."""
    for row in DBTaskResult.objects.order_by("enqueued_at"):
        deliver_by_email.func(*row.args_kwargs["args"])


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
    with django_assert_num_queries(8):
        notify(verb="discussions.reply", recipients=readers, subject="Neu", url="/", target_key="thing:1")


# --- e-mail


def test_email_is_sent_once_with_text_and_html(settings):
    settings.PUBLIC_URL = "https://lernnetz.example"
    thread = make_thread(title="Sprachkurs <b> & Kinder")
    for number in range(3):
        make_post(thread=thread, body=f"Antwort **{number}** & mehr")
    for _time in range(2):
        deliver_mail()
    letters = [letter for letter in mail.outbox if letter.to == [thread.author.email]]
    assert len(letters) == 1
    letter = letters[0]
    html = letter.alternatives[0].content
    address = f"https://lernnetz.example{thread.posts.all()[1].get_absolute_url()}"
    assert "Sprachkurs <b> & Kinder" in letter.subject
    assert "Antwort 2 & mehr" in letter.body
    assert address in letter.body
    assert "Antwort 2 &amp; mehr" in html
    assert f'href="{address}"' in html
    assert "<b>" not in html


def test_email_is_not_sent_for_what_was_read():
    thread = make_thread()
    make_post(thread=thread)
    mark_all_read(user=thread.author)
    deliver_mail()
    assert mail.outbox == []


def test_email_is_tried_again_when_the_mail_server_is_away(settings):
    thread = make_thread()
    make_post(thread=thread)
    row = Notification.objects.get()
    settings.EMAIL_BACKEND = "tests.network.notifications.broken_mail.EmailBackend"
    deliver_by_email.func([row.pk])
    row.refresh_from_db()
    assert row.emailed_at is None
    again = DBTaskResult.objects.order_by("-enqueued_at").first()
    assert (again.args_kwargs["args"], again.run_after is not None) == ([[row.pk], 1], True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver_by_email.func([row.pk], 1)
    assert [letter.to for letter in mail.outbox] == [[thread.author.email]]


def test_email_gives_up_in_the_end(settings):
    make_post()
    settings.EMAIL_BACKEND = "tests.network.notifications.broken_mail.EmailBackend"
    with pytest.raises(RuntimeError):
        deliver_by_email.func([Notification.objects.get().pk], 4)
