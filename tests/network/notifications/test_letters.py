"""The e-mails: when they come, what they say, and what they never say."""

import re
from datetime import time

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from network.discussions.actions import accept_answer, delete_post, edit_post
from network.discussions.reading import mark_space_read, mark_thread_read
from network.notifications import letters
from network.notifications.actions import mark_all_read, notify
from network.notifications.choosing import change_preference, choose
from network.notifications.models import Event, Letter, Notification, Preference, ScopeChoice
from network.notifications.tasks import deliver_letter
from network.people.mail_retries import WAITING_MINUTES
from network.people.models import User
from network.spaces.actions import add_space_member, remove_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import KrefeldFactory, MembershipFactory
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db
AWAY = "tests.network.notifications.broken_mail.EmailBackend"
HERE = "django.core.mail.backends.locmem.EmailBackend"


def to(user: User) -> list:
    return [letter for letter in mail.outbox if letter.to == [user.email]]


def test_what_comes_within_minutes_is_one_letter(postman, settings):
    settings.PUBLIC_URL = "https://lernnetz.example"
    thread = make_thread(title="Sprachkurs <b> & Kinder", space=SpaceFactory(title="Sprache", slug="sprache"))
    for number in range(5):
        make_post(thread=thread, body=f"Antwort **{number}** & mehr, siehe [hier](/de/handbuch/)")
    assert postman.run(minutes=1) == []
    assert [letter.to for letter in postman.run(minutes=1) if letter.to == [thread.author.email]] == [
        [thread.author.email]
    ]
    (letter,) = to(thread.author)
    html = letter.alternatives[0].content
    assert letter.subject == "[Sprache] Sprachkurs <b> & Kinder"
    assert [f"Antwort **{number}** & mehr" in letter.body for number in range(5)] == [True] * 5
    assert f"https://lernnetz.example{thread.posts.all()[1].get_absolute_url()}" in letter.body
    assert "Antwort <strong>4</strong> &amp; mehr" in html
    assert "Antwort 4 &amp; mehr, siehe hier" in html  # beside the subject, in lists of letters
    assert 'href="https://lernnetz.example/de/handbuch/"' in html
    assert "Sprachkurs &lt;b&gt; &amp; Kinder" in html
    postman.run(days=30)
    assert len(to(thread.author)) == 1


def test_letters_of_one_thread_hang_together_and_can_be_stopped(postman, settings, client):
    settings.PUBLIC_URL = "https://lernnetz.example"
    thread = make_thread()
    make_post(thread=thread)
    postman.run(minutes=2)
    make_post(thread=thread)
    postman.run(minutes=16)
    first, second = to(thread.author)
    root = f"<thread-{thread.pk}@lernnetz.example>"
    assert first.extra_headers["References"] == second.extra_headers["In-Reply-To"] == root
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]
    assert first.extra_headers["List-Id"] == f"<space-{thread.space_id}.lernnetz.example>"
    assert first.extra_headers["Auto-Submitted"] == "auto-generated"
    assert first.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = first.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://lernnetz.example")
    page = client.get(address).content.decode()
    assert "Keine E-Mails mehr dazu senden" in page
    assert not ScopeChoice.objects.exists()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    make_post(thread=thread)
    make_post(thread=make_thread(author=thread.author))
    postman.run(minutes=16)
    assert len(to(thread.author)) == 3
    assert Notification.objects.filter(recipient=thread.author).count() == 2


@pytest.mark.parametrize("token", ["x", "1:2:3", "ImEi:abc:def", "%00", "🍐", "x" * 3000])
def test_forged_stop_address_stops_nothing(client, token):
    response = client.post(reverse("notifications:stop", args=[token]))
    assert (response.status_code, ScopeChoice.objects.count(), Preference.objects.count()) == (404, 0, 0)


def test_stop_address_of_somebody_who_has_left_does_no_harm(postman, client):
    thread = make_thread()
    make_post(thread=thread)
    postman.run(minutes=2)
    address = to(thread.author)[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    User.objects.filter(pk=thread.author_id).update(is_active=False)
    assert client.post(address).status_code == 200
    assert not ScopeChoice.objects.exists()


def test_pause_between_letters_about_the_same_thread(postman):
    thread = make_thread()
    make_post(thread=thread)
    postman.run(minutes=2)
    for _number in range(3):
        make_post(thread=thread)
        postman.run(minutes=3)
    assert len(to(thread.author)) == 1
    postman.run(minutes=15)
    assert len(to(thread.author)) == 2
    assert to(thread.author)[1].body.count("Wir in Krefeld.") == 3


def test_letter_that_told_nothing_keeps_no_distance_from_the_next(postman):
    """All was read before it went out; what comes a moment later need not wait a quarter of an hour."""
    thread = make_thread()
    post = make_post(thread=thread)
    mark_thread_read(user=thread.author, thread=thread, number=post.number)
    postman.run(minutes=2)
    assert to(thread.author) == []
    make_post(thread=thread)
    postman.run(minutes=3)
    assert len(to(thread.author)) == 1


def test_nothing_is_sent_of_what_was_read_or_may_not_be_read_any_more(postman):
    space = PrivateSpaceFactory()
    asker, gone, writer = UserFactory(), UserFactory(), UserFactory()
    for user in (asker, gone, writer):
        add_space_member(space=space, user=user)
    thread = make_thread(space=space, author=asker)
    make_post(thread=thread, author=gone)
    first = make_post(thread=thread, author=writer, body="Schon gelesen.")
    make_post(thread=thread, author=writer, body="Noch neu.")
    doomed = make_post(thread=thread, author=writer, body="Ein Geheimnis.")
    edited = make_post(thread=thread, author=writer, body="Alter Wortlaut.")
    postman.wait(minutes=2)
    postman.write()
    mark_thread_read(user=asker, thread=thread, number=first.number)
    remove_space_member(space=space, user=gone)
    delete_post(post=doomed, deleted_by=writer)
    edit_post(post=edited, body="Neuer Wortlaut.", editor=writer)
    postman.deliver()
    assert [letter.to for letter in mail.outbox] == [[asker.email]]
    body = mail.outbox[0].body + mail.outbox[0].alternatives[0].content
    said = [text in body for text in ("Schon gelesen", "Geheimnis", "Alter Wortlaut", "Noch neu", "Neuer Wortlaut")]
    assert said == [False, False, False, True, True]


@pytest.mark.parametrize("rhythm", ["daily", "weekly", "at_once"])
def test_nothing_is_sent_when_all_was_read_or_muted_or_switched_off(postman, rhythm):
    readers = [make_thread().author for _number in range(4)]
    for reader in readers:
        change_preference(user=reader, level="normal", rhythm=rhythm)
        make_post(thread=reader.threads.get())
    of_space, of_thread, off, muted = readers
    mark_space_read(user=of_space, space=of_space.threads.get().space)
    mark_thread_read(user=of_thread, thread=of_thread.threads.get(), number=99)
    change_preference(user=off, level="normal", rhythm="never")
    choose(user=muted, scope=f"thread:{muted.threads.get().pk}", level="muted")
    assert postman.run(days=8) == []


def test_digest_gathers_by_space_and_thread_and_comes_in_the_morning(postman):
    reader = UserFactory(language="en")
    change_preference(user=reader, level="follow", rhythm="daily")
    author = MembershipFactory(municipality=KrefeldFactory()).user
    language, housing = SpaceFactory(title="Sprache"), SpaceFactory(title="Wohnen")
    courses = make_thread(space=language, author=author, title="Sprachkurse", body="Wer kennt das? " * 60)
    flats = make_thread(space=housing, author=author, title="Wohnungen")
    for number in range(4):
        make_post(thread=courses, author=author, body=f"> Ben, #1:\n> > Was?\n> Wer?\n\nAntwort {number}")
    assert postman.run(hours=19, minutes=59) == []
    (letter,) = postman.run(minutes=1)
    assert letter.subject == "6 things are new in the network"
    assert [line for line in letter.body.splitlines() if line.startswith("== ")] == ["== Sprache ==", "== Wohnen =="]
    assert letter.body.count("Antwort ") == 2
    assert "and 2 more posts" in letter.body
    assert [quoted for quoted in ("Ben", "Was?", "Wer?") if quoted in letter.body] == []
    assert "Wer kennt das? " * 30 not in letter.body
    assert flats.title in letter.alternatives[0].content
    assert f"({author.memberships.get().municipality.label})" in letter.body
    assert "List-Id" not in letter.extra_headers
    assert postman.run(days=1) == []


def test_quiet_hours_end_with_one_letter_where_many_things_happened(postman):
    asker = UserFactory()
    change_preference(user=asker, level="normal", rhythm="at_once", quiet_from=time(8), quiet_until=time(12))
    for _number in range(4):
        make_post(thread=make_thread(author=asker))
    assert postman.run(minutes=119) == []
    (letter,) = postman.run(minutes=1)
    assert letter.subject == "4 Neuigkeiten im Netzwerk"


def test_other_hours_hold_for_what_waits(postman):
    thread = make_thread()
    change_preference(user=thread.author, level="normal", rhythm="weekly")
    make_post(thread=thread)
    change_preference(user=thread.author, level="normal", rhythm="at_once", quiet_from=time(9), quiet_until=time(11))
    assert postman.run(minutes=59) == []
    assert len(postman.run(minutes=1)) == 1


def test_accepted_answer_and_what_has_no_conversation_are_mailed(postman):
    thread = make_thread(title="Wer kennt das?")
    post = make_post(thread=thread)
    accept_answer(thread=thread, post=post, accepted_by=thread.author)
    notify(
        verb="experiences.changes_requested",
        recipients=[post.author],
        subject="Rückfrage",
        text="Wann?\n\nUnd wo?",
        url="/de/",
    )
    sent = {letter.subject: letter for letter in postman.run(minutes=2) if letter.to == [post.author.email]}
    assert sorted(sent) == ["Ihre Antwort in „Wer kennt das?“ wurde angenommen", "Rückfrage"]
    assert "Wann?\n\nUnd wo?" in sent["Rückfrage"].body
    assert "Wann?<br><br>Und wo?" in sent["Rückfrage"].alternatives[0].content
    assert "http://localhost:8000/de/" in sent["Rückfrage"].body


def test_notification_that_was_read_is_not_mailed(postman):
    user = UserFactory()
    notify(verb="experiences.changes_requested", recipients=[user], subject="Rückfrage", url="/de/")
    mark_all_read(user=user)
    assert postman.run(minutes=2) == []


def test_sender_is_named_and_cannot_write_into_the_head(postman):
    author = UserFactory(first_name='Ada "A"', last_name="Löwe\r\nBcc: x@kommune.example")
    thread = make_thread()
    make_post(thread=thread, author=author)
    (letter,) = postman.run(minutes=2)
    head = letter.message()
    assert head["From"].endswith("<lernnetz@localhost>")
    assert head["Bcc"] is None
    assert head["Auto-Submitted"] == "auto-generated"


def test_title_with_line_breaks_and_strange_letters_is_sent(postman):
    thread = make_thread(title="שלום 🍐 \u202e gnoos")
    make_post(thread=thread, body="<script>alert(1)</script> 🍐 " + "x" * 9000)
    (letter,) = postman.run(minutes=2)
    assert "<script>alert" not in letter.alternatives[0].content
    assert letter.message().as_bytes()


# --- nothing twice, nothing lost ---


def test_letter_is_tried_again_when_the_mail_server_is_away(postman, settings):
    thread = make_thread()
    make_post(thread=thread)
    settings.EMAIL_BACKEND = AWAY
    assert postman.run(minutes=2) == []
    assert Letter.objects.get().sent_at is None
    settings.EMAIL_BACKEND = HERE
    assert [letter.to for letter in postman.run(minutes=1)] == [[thread.author.email]]
    assert postman.run(minutes=5) == []


def test_letter_is_given_up_in_the_end(postman, settings):
    make_post()
    postman.wait(minutes=2)
    postman.write()
    settings.EMAIL_BACKEND = AWAY
    with pytest.raises(ConnectionRefusedError):
        deliver_letter.func(Letter.objects.get().pk, len(WAITING_MINUTES))


def test_crash_while_writing_writes_it_the_next_time_and_once(postman, monkeypatch):
    make_post()
    postman.wait(minutes=2)
    with monkeypatch.context() as broken:
        broken.setattr(letters, "deliver_letter", None)
        with pytest.raises(AttributeError):
            postman.write()
    assert (Letter.objects.count(), Event.objects.filter(due_at=None).count()) == (0, 0)
    assert len(postman.run()) == 1
    assert DBTaskResult.objects.filter(task_path=deliver_letter.module_path).count() == 1


def test_letter_of_a_kind_nobody_knows_is_passed_over(postman):
    letter = Letter.objects.create(recipient=UserFactory(), kind="gone")
    deliver_letter.func(letter.pk)
    assert mail.outbox == []


def test_old_letters_and_events_are_forgotten(postman):
    make_post()
    postman.run(minutes=2)
    waiting = make_post()
    change_preference(user=waiting.thread.author, level="normal", rhythm="weekly")
    Event.objects.exclude(due_at=None).update(due_at=None)
    postman.wait(days=31)
    letters.forget_old()
    assert (Letter.objects.count(), Event.objects.count()) == (0, 0)
    assert Notification.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_letter_query_count(postman, django_assert_num_queries, number):
    reader = UserFactory()
    change_preference(user=reader, level="follow", rhythm="daily")
    for _number in range(number):
        make_post(thread=make_thread())
    postman.wait(days=1)
    postman.write()
    letter = Letter.objects.get(recipient=reader)
    with django_assert_num_queries(8):
        deliver_letter.func(letter.pk)
    assert re.search(r"\d+ Neuigkeiten", to(reader)[0].subject)
