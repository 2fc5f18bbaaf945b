"""Splitting and merging: nothing is lost, whoever had read it has read it, and former addresses lead to it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from network.discussions.actions import (
    accept_answer,
    merge_threads,
    move_thread,
    publish_post,
    rename_thread,
    set_thread_closed,
    split_thread,
)
from network.discussions.mail.addresses import address_of, read_address
from network.discussions.models import FormerThread, PostRead, Thread
from network.discussions.places import find_thread
from network.discussions.reading import mark_space_read, mark_thread_read
from network.discussions.realtime import catch_up
from network.notifications.choosing import choose
from network.notifications.models import Event, Notification, ScopeChoice
from network.people.actions import save_draft
from network.people.models import Draft
from search.models import OutboxEntry
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import SpaceFactory
from tests.network.discussions.conversations import again, conversation, state_after, unread

pytestmark = pytest.mark.django_db


@pytest.fixture
def mover():
    return FacilitatorFactory(first_name="Frida", last_name="Leitet")


@pytest.fixture
def signed_in(client, mover):
    client.force_login(mover)
    return client


def test_split_posts_keep_their_numbers_and_their_readers(signed_in, mover):
    thread = conversation(None, "Eins", "Zwei", "Drei", "Vier")
    numbers = dict(thread.posts.values_list("body", "number"))
    accept_answer(thread=thread, post=thread.posts.get(body="Drei"), accepted_by=thread.author)
    reader, follower = UserFactory(), UserFactory()
    mark_thread_read(user=reader, thread=thread, number=numbers["Drei"])
    choose(user=follower, scope=f"thread:{thread.pk}", level="muted")
    before = unread(reader)
    answer = signed_in.post(
        reverse("discussions:thread-split", args=[thread.space.slug, thread.pk]),
        {"title": "Etwas anderes", "posts": [numbers["Drei"], numbers["Vier"]]},
    )
    new = Thread.objects.get(title="Etwas anderes")
    assert answer.url == new.get_absolute_url()
    assert [(post.body, post.number) for post in new.posts.all()] == [
        (body, numbers[body]) for body in ("Drei", "Vier")
    ]
    old = again(thread)
    assert (old.post_count, new.post_count, old.accepted_post) == (2, 2, None)
    assert unread(reader) == before
    assert ScopeChoice.objects.filter(user=follower, level="muted").count() == 2
    assert signed_in.get(reverse("discussions:post", args=[thread.space.slug, numbers["Vier"]])).url.startswith(
        new.get_absolute_url()
    )
    page = signed_in.get(old.get_absolute_url()).content.decode()
    assert "Frida Leitet hat Beiträge dieses Gesprächs zu einem eigenen gemacht: „Etwas anderes“." in page
    kinds = [(change["kind"], change["thread"]["id"]) for change in catch_up(str(thread.space_id), 5).changes]
    assert kinds == [("thread_rearranged", thread.pk), ("thread_arrived", new.pk)]
    assert state_after(thread.space, 0)[thread.pk] == ["<p>Eins</p>", "<p>Zwei</p>"]


def test_notifications_of_split_posts_go_along():
    author, mover = UserFactory(), FacilitatorFactory()
    thread = make_thread(author=author)
    first, second = make_post(thread=thread, body="Zwei"), make_post(thread=thread, body="Drei")
    new = split_thread(thread=thread, numbers=[second.number], title="Ein anderes", split_by=mover)
    told = Notification.objects.visible_to(author).order_by("target_key")
    assert {n.target_key: [event.key for event in n.events.all()] for n in told} == {
        f"thread:{thread.pk}": [f"post:{first.pk}"],
        f"thread:{new.pk}": [f"post:{second.pk}"],
    }
    assert {n.event_count for n in told} == {1}


@pytest.mark.parametrize("chosen", [[], ["Eins"], ["Eins", "Zwei"]])
def test_split_needs_answers(mover, chosen):
    thread = conversation()
    numbers = [thread.posts.get(body=body).number for body in chosen]
    with pytest.raises(ValidationError) as refused:
        split_thread(thread=thread, numbers=numbers, title="Ein neues", split_by=mover)
    assert refused.value.code == "posts"
    assert Thread.objects.count() == 1


def test_split_form_keeps_what_was_chosen(signed_in):
    thread = conversation()
    number = thread.posts.get(body="Zwei").number
    address = reverse("discussions:thread-split", args=[thread.space.slug, thread.pk])
    page = signed_in.post(address, {"title": "kurz", "posts": [number, 999999, "x"]})
    assert page.status_code == 422
    page = signed_in.post(address, {"title": "", "posts": [number]})
    assert f'value="{number}" aria-' in page.content.decode() or "checked" in page.content.decode()


# --- merging


def two_threads() -> tuple[Thread, Thread]:
    """Whose posts alternate in time."""
    one = make_thread(body="A1", title="Die erste Frage")
    other = make_thread(space=one.space, body="B1", title="Dieselbe Frage")
    make_post(thread=one, body="A2")
    make_post(thread=other, body="B2")
    make_post(thread=one, body="A3")
    return one, other


def test_merged_posts_stand_in_the_order_of_time(signed_in, mover):
    one, other = two_threads()
    former = other.pk
    post = other.posts.get(body="B2")
    rename_thread(thread=other, title="Fast dieselbe Frage", renamed_by=mover)
    answer = signed_in.post(reverse("discussions:thread-merge", args=[one.space.slug, other.pk]), {"into": str(one.pk)})
    assert answer.url == one.get_absolute_url()
    assert list(one.posts.values_list("body", flat=True)) == ["A1", "B1", "A2", "B2", "A3"]
    assert again(one).post_count == 5
    assert not Thread.objects.filter(pk=former).exists()
    assert signed_in.get(reverse("discussions:thread-detail", args=[one.space.slug, former])).url == answer.url
    assert signed_in.get(post.get_absolute_url()).url == f"{answer.url}#{post.anchor}"
    page = signed_in.get(answer.url).content.decode()
    assert "Frida Leitet hat die Beiträge aus „Fast dieselbe Frage“ hierher geholt." in page
    state = state_after(one.space, 0)
    assert {pk: sorted(posts) for pk, posts in state.items()} == {
        one.pk: [f"<p>{body}</p>" for body in ("A1", "A2", "A3", "B1", "B2")]
    }


def test_merged_threads_are_read_post_by_post(mover):
    one, other = two_threads()
    readers = {name: UserFactory(first_name=name) for name in ("a", "b", "half", "none", "space")}
    mark_thread_read(user=readers["a"], thread=one, number=99)
    mark_thread_read(user=readers["b"], thread=other, number=99)
    mark_thread_read(user=readers["half"], thread=one, number=one.posts.get(body="A2").number)
    mark_space_read(user=readers["space"], space=one.space)
    before = {name: unread(user) for name, user in readers.items()}
    assert before["a"] == {"B1", "B2"}
    assert before["b"] == {"A1", "A2", "A3"}
    merge_threads(thread=other, into=one, merged_by=mover)
    assert {name: unread(user) for name, user in readers.items()} == before
    assert PostRead.objects.exists()
    for user in readers.values():
        mark_thread_read(user=user, thread=again(one), number=99)
        assert unread(user) == set()


def test_thread_that_was_moved_before_is_merged_in_the_order_of_time_too(signed_in, mover):
    one, other = two_threads()
    there = SpaceFactory()
    reader = UserFactory()
    mark_thread_read(user=reader, thread=other, number=99)
    old = one.posts.get(body="A2").get_absolute_url()
    before = unread(reader)
    move_thread(thread=other, space=there, moved_by=mover)
    move_thread(thread=again(one), space=there, moved_by=mover)
    merge_threads(thread=again(other), into=again(one), merged_by=mover)
    one = again(one)
    assert list(one.posts.values_list("body", flat=True)) == ["A1", "B1", "A2", "B2", "A3"]
    assert unread(reader) == before == {"A1", "A2", "A3"}
    assert signed_in.get(old).url == f"{one.get_absolute_url()}#{one.posts.get(body='A2').anchor}"


def test_what_the_merged_thread_had_goes_along(mover):
    one, other = two_threads()
    author, follower = UserFactory(), UserFactory()
    answer = make_post(thread=other, body="B3", author=author)
    accept_answer(thread=other, post=answer, accepted_by=other.author)
    set_thread_closed(thread=other, closed=True, closed_by=mover, outcome="Geht.")
    choose(user=follower, scope=f"thread:{other.pk}", level="follow")
    save_draft(owner=follower, kind="post", key=str(other.pk), data={"body": "Begonnen"})
    save_draft(owner=author, kind="post", key=str(other.pk), data={"body": "Zweites"})
    save_draft(owner=author, kind="post", key=str(one.pk), data={"body": "Erstes"})
    told = Notification.objects.unread().filter(target_key=f"thread:{other.pk}").count()
    merge_threads(thread=other, into=one, merged_by=mover)
    one = again(one)
    assert (one.accepted_post.body, one.outcome) == ("B3", "Geht.")
    assert ScopeChoice.objects.get(user=follower).scope == f"thread:{one.pk}"
    drafts = Draft.objects.filter(kind="post", key=str(one.pk))
    assert {draft.data["body"] for draft in drafts} == {"Begonnen", "Erstes\n\nZweites"}
    assert not Draft.objects.filter(key=str(other.pk)).exists()
    assert told
    assert not Notification.objects.filter(target_key=f"thread:{other.pk}", events__key__startswith="post:").exists()


def test_all_that_was_told_of_the_merged_thread_is_told_of_the_other(mover):
    """Also that an answer was accepted, what has been read, and what is so old that its events are forgotten."""
    one, other = two_threads()
    author = UserFactory()
    answer = make_post(thread=other, body="B3", author=author)
    make_post(thread=other, body="B4")
    accept_answer(thread=other, post=answer, accepted_by=other.author)
    about = Notification.objects.filter(target_key=f"thread:{other.pk}")
    about.filter(recipient=other.author).update(read_at=timezone.now())
    Event.objects.filter(notification__in=about, notification__recipient=author, key="").delete()
    before = set(about.values_list("recipient", "verb", "read_at", "event_count"))
    assert {verb for _person, verb, _read, _count in before} == {"discussions.reply", "discussions.accept"}
    merge_threads(thread=other, into=one, merged_by=mover)
    assert not about.exists()
    told = Notification.objects.filter(target_key=f"thread:{one.pk}")
    assert before <= set(told.values_list("recipient", "verb", "read_at", "event_count"))
    mark_thread_read(user=author, thread=again(one), number=again(one).space.last_number)
    assert not Notification.objects.visible_to(author).unread().exists()


def test_answers_and_mails_to_the_merged_thread_arrive_in_the_other(settings, mover):
    settings.REPLY_ADDRESS = "antwort@lernnetz.example"
    one, other = two_threads()
    stale, author = again(other), UserFactory()
    address = address_of(author, other)
    merge_threads(thread=other, into=one, merged_by=mover)
    post = publish_post(author=author, thread=stale, body="Noch eine Antwort")
    assert post.thread == one
    _person, thread_id = read_address(address)
    assert find_thread(Thread.objects.visible_to(author), thread_id) == one
    third = make_thread(space=one.space)
    merge_threads(thread=again(one), into=third, merged_by=mover)
    assert set(FormerThread.objects.values_list("former", "thread")) == {(other.pk, third.pk), (one.pk, third.pk)}


def test_threads_of_different_spaces_are_not_merged(mover):
    one, other = make_thread(), make_thread()
    for thread, into in ((one, other), (one, one)):
        with pytest.raises(ValidationError) as refused:
            merge_threads(thread=thread, into=into, merged_by=mover)
        assert refused.value.code == "into"


def test_index_forgets_the_merged_thread(mover):
    one, other = two_threads()
    OutboxEntry.objects.all().delete()
    merge_threads(thread=other, into=one, merged_by=mover)
    entries = set(OutboxEntry.objects.values_list("key", "operation"))
    assert (f"thread:{other.pk}", "remove") in entries
    assert {(f"post:{pk}", "update") for pk in one.posts.values_list("pk", flat=True)} <= entries
