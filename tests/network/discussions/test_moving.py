"""Moving: nothing is lost, whoever had read it has read it, and former addresses lead to it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from network.discussions.actions import (
    accept_answer,
    delete_post,
    edit_post,
    merge_threads,
    move_thread,
    publish_post,
    set_reaction,
    set_thread_pinned,
    split_thread,
)
from network.discussions.models import Change, Post
from network.discussions.quotes import quote_of
from network.discussions.reading import mark_space_read, mark_thread_read
from network.discussions.realtime import catch_up
from network.moderation.models import Case
from network.notifications.choosing import choose
from network.notifications.models import Event, Notification
from network.spaces.actions import add_space_member
from network.spaces.models import Space
from search.models import OutboxEntry
from tests.factories.discussions import make_post, make_thread
from tests.factories.moderation import make_case
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory
from tests.network.discussions.conversations import again, conversation, state_after, unread

pytestmark = pytest.mark.django_db


@pytest.fixture
def mover():
    return FacilitatorFactory(first_name="Frida", last_name="Leitet")


@pytest.fixture
def signed_in(client, mover):
    client.force_login(mover)
    return client


def test_moved_thread_keeps_what_was_said_and_stands_at_the_end_of_the_other_log(mover):
    here, there = SpaceFactory(title="Hier"), SpaceFactory()
    others = conversation(there)
    thread, stays = conversation(here), conversation(here, "Bleibt")
    answer = thread.posts.get(body="Zwei")
    accept_answer(thread=thread, post=answer, accepted_by=thread.author)
    set_reaction(post=answer, person=mover, kind="thanks", given=True)
    set_thread_pinned(thread=thread, pinned=True, pinned_by=mover)

    move_thread(thread=thread, space=there, moved_by=mover)

    thread = again(thread)
    assert (thread.space, thread.is_pinned, thread.accepted_post.body, thread.post_count) == (there, False, "Zwei", 3)
    posts = list(thread.posts.order_by("number"))
    assert [(post.body, post.space_id) for post in posts] == [(body, there.pk) for body in ("Eins", "Zwei", "Drei")]
    assert posts[0].number > max(others.posts.values_list("number", flat=True))
    assert posts[1].reactions == {"thanks": [mover.pk]}
    steps = Change.objects.filter(thread=thread).exclude(step="").order_by("number")
    assert [(step.step, step.former, step.space_id) for step in steps] == [
        ("pinned", "", there.pk),
        ("moved_from", "Hier", there.pk),
    ]
    assert Space.objects.get(pk=there.pk).last_number == steps.last().number
    assert state_after(here, 0) == {stays.pk: ["<p>Bleibt</p>"]}
    assert [change["thread"] for change in catch_up(str(here.pk), 0).changes if change["kind"] == "thread_left"] == [
        {"id": thread.pk}
    ]
    arrival = catch_up(str(there.pk), 3).changes[-1]
    assert (arrival["kind"], arrival["thread"]["post_count"], arrival["step"]["name"]) == (
        "thread_arrived",
        3,
        "moved_from",
    )


def test_former_addresses_lead_on_however_often_it_is_moved_and_back_again(signed_in, mover):
    here, there = SpaceFactory(), SpaceFactory()
    thread = conversation(here)
    first = thread.posts.get(body="Zwei").get_absolute_url()
    home = thread.get_absolute_url()
    move_thread(thread=thread, space=there, moved_by=mover)
    second, between = Post.objects.get(body="Zwei").get_absolute_url(), again(thread).get_absolute_url()
    assert signed_in.get(f"{home}?page=1").url == f"{between}?page=1"
    move_thread(thread=thread, space=here, moved_by=mover)
    third = Post.objects.get(body="Zwei")
    assert third.space == here
    for address in (first, second, third.get_absolute_url()):
        assert signed_in.get(address).url == f"{home}#{third.anchor}"
    assert signed_in.get(f"{first}reaktionen/").status_code == 200
    assert signed_in.get(between).url == home


def test_who_may_not_read_there_is_led_nowhere_and_keeps_nothing(client, mover):
    here, there = SpaceFactory(), PrivateSpaceFactory(title="Geheim")
    add_space_member(space=there, user=mover)
    reader = UserFactory()
    thread = make_thread(space=here, author=reader, body="Eins")
    post = make_post(thread=thread, body="Zwei", author=mover)
    client.force_login(reader)
    assert Notification.objects.visible_to(reader).exists()
    move_thread(thread=thread, space=there, moved_by=mover)
    assert client.get(post.get_absolute_url()).status_code == 404
    assert client.get(thread.get_absolute_url()).status_code == 404
    assert not Notification.objects.visible_to(reader).exists()
    assert unread(reader) == set()
    move_thread(thread=again(thread), space=here, moved_by=mover)
    step = Change.objects.filter(step__startswith="moved").latest("number")
    assert (step.step, step.former) == ("moved", "")  # nothing of the private space's title
    assert client.get(post.get_absolute_url()).status_code == 302


def test_what_was_read_stays_read_and_what_was_not_stays_new(mover):
    here, there = SpaceFactory(), SpaceFactory()
    conversation(there, "Anderes", "Weiteres")
    for _number in range(3):
        make_thread(space=here)
    thread = conversation(here)
    half, all_of_it, whole_space, nothing, later = (UserFactory() for _person in range(5))
    mark_thread_read(user=half, thread=thread, number=thread.posts.get(body="Zwei").number)
    mark_thread_read(user=all_of_it, thread=thread, number=9999)
    mark_space_read(user=whole_space, space=here)
    mark_space_read(user=later, space=there)
    before = {user: unread(user) for user in (half, all_of_it, whole_space, nothing, later)}
    move_thread(thread=thread, space=there, moved_by=mover)
    assert {user: unread(user) for user in before} == before
    assert before[half] & {"Eins", "Zwei", "Drei"} == {"Drei"}
    move_thread(thread=again(thread), space=here, moved_by=mover)
    assert {user: unread(user) for user in before} == before


def test_followers_and_events_go_along(mover):
    here, there = SpaceFactory(), SpaceFactory()
    follower = UserFactory()
    thread = conversation(here)
    choose(user=follower, scope=f"thread:{thread.pk}", level="follow")
    post = make_post(thread=thread, body="Vier")
    move_thread(thread=thread, space=there, moved_by=mover)
    post.refresh_from_db()
    event = Event.objects.get(notification__recipient=follower)
    assert (event.key, event.position) == (f"post:{post.pk}", post.number)
    mark_thread_read(user=follower, thread=again(thread), number=post.number)
    assert not Notification.objects.visible_to(follower).unread().exists()
    make_post(thread=again(thread), body="Fünf")
    assert Notification.objects.visible_to(follower).unread().count() == 1


def test_quotes_go_along_and_can_be_edited(mover):
    here, there = SpaceFactory(), SpaceFactory()
    make_thread(space=there)
    thread = conversation(here)
    quoted = thread.posts.get(body="Zwei")
    body = f"{quote_of(quoted)}\n\nGenau."
    post = make_post(thread=thread, body=body)
    move_thread(thread=thread, space=there, moved_by=mover)
    quoted.refresh_from_db()
    post.refresh_from_db()
    assert f"#{quoted.number}:" in post.body
    assert f"/raeume/{there.slug}/beitrag/{quoted.number}/" in post.body_html
    edit_post(post=post, body=f"{post.body} Wirklich.", editor=post.author)
    assert f"/raeume/{there.slug}/beitrag/{quoted.number}/" in post.body_html


def test_index_follows_in_the_same_transaction(mover):
    thread = conversation()
    OutboxEntry.objects.all().delete()
    move_thread(thread=thread, space=SpaceFactory(), moved_by=mover)
    keys = {f"thread:{thread.pk}"} | {f"post:{pk}" for pk in thread.posts.values_list("pk", flat=True)}
    assert set(OutboxEntry.objects.values_list("key", flat=True)) >= keys


def test_only_who_manages_both_spaces_moves(mover):
    thread = conversation()
    facilitator = UserFactory()
    add_space_member(space=thread.space, user=facilitator, is_facilitator=True)
    with pytest.raises(PermissionDenied):
        move_thread(thread=thread, space=SpaceFactory(), moved_by=facilitator)
    with pytest.raises(PermissionDenied):
        move_thread(thread=thread, space=PrivateSpaceFactory(), moved_by=mover)
    with pytest.raises(PermissionDenied):
        move_thread(thread=thread, space=SpaceFactory(), moved_by=thread.author)
    archived = SpaceFactory(archived_at="2026-01-01T00:00Z")
    with pytest.raises(ValidationError):
        move_thread(thread=thread, space=archived, moved_by=mover)
    assert again(thread).space == thread.space


def test_answer_to_a_page_from_before_lands_where_the_thread_is(client, mover):
    thread, author = conversation(), UserFactory()
    stale, address = again(thread), thread.get_absolute_url()
    move_thread(thread=thread, space=SpaceFactory(), moved_by=mover)
    post = publish_post(author=author, thread=stale, body="Noch schnell")
    assert (post.thread_id, post.space_id) == (thread.pk, again(thread).space_id)
    client.force_login(author)
    answer = client.post(address, {"body": "Und noch etwas"}, headers={"accept": "application/json"})
    assert answer.status_code == 201
    assert again(thread).posts.latest("number").body == "Und noch etwas"
    stale_post = Post.objects.select_related("thread__space").get(pk=post.pk)
    move_thread(thread=again(thread), space=SpaceFactory(), moved_by=mover)
    edit_post(post=stale_post, body="Geändert", editor=author)
    delete_post(post=post, deleted_by=author)
    assert Post.objects.get(pk=post.pk).is_deleted


def test_reading_in_the_old_numbers_counts_in_the_new_ones(client, mover):
    here, there = SpaceFactory(), SpaceFactory()
    for _number in range(4):
        make_thread(space=here)
    thread, reader = conversation(here), UserFactory()
    number = thread.posts.get(body="Zwei").number
    move_thread(thread=thread, space=there, moved_by=mover)
    client.force_login(reader)
    address = reverse("thread-read", args=[thread.pk])
    assert client.post(address, {"number": number, "space": here.pk}).status_code == 204
    assert unread(reader) & {"Eins", "Zwei", "Drei"} == {"Drei"}


def test_page_says_who_gains_and_loses_before_it_moves(signed_in, mover):
    here, there = PrivateSpaceFactory(), SpaceFactory(title="Für alle")
    add_space_member(space=here, user=mover)
    UserFactory()
    thread = make_thread(space=here, author=mover)
    address = reverse("discussions:thread-move", args=[here.slug, thread.pk])
    page = signed_in.post(address, {"space": there.pk})
    assert page.context["effect"]["gained"] > 0
    assert again(thread).space == here
    answer = signed_in.post(address, {"space": there.pk, "confirmed": there.pk})
    assert answer.url == again(thread).get_absolute_url()
    assert again(thread).space == there
    assert signed_in.post(address, {"space": "x"}).status_code == 422
    signed_in.force_login(UserFactory())
    assert signed_in.get(address).status_code == 403


def test_reported_post_is_decided_about_where_it_stands(mover):
    here, there = SpaceFactory(), PrivateSpaceFactory()
    left_behind, insider = UserFactory(), UserFactory()
    add_space_member(space=here, user=left_behind, is_facilitator=True)
    add_space_member(space=there, user=insider, is_facilitator=True)
    add_space_member(space=there, user=mover)
    thread = conversation(here)
    case = make_case(post=thread.posts.last())

    def deciders() -> list[bool]:
        return [person.has_perm("moderation.decide", Case.objects.get()) for person in (left_behind, insider)]

    assert deciders() == [True, False]
    move_thread(thread=thread, space=there, moved_by=mover)
    assert deciders() == [False, True]
    assert [Case.objects.visible_to(person).filter(pk=case.pk).exists() for person in (left_behind, insider)] == [
        False,
        True,
    ]


def test_threads_of_a_failure_room_stay_as_and_where_they_are(mover):
    room, elsewhere = SpaceFactory(is_failure_room=True), SpaceFactory()
    one, other, outside = conversation(room), conversation(room), conversation(elsewhere)
    for action, given in (
        (move_thread, {"thread": one, "space": elsewhere, "moved_by": mover}),
        (move_thread, {"thread": outside, "space": room, "moved_by": mover}),
        (merge_threads, {"thread": one, "into": other, "merged_by": mover}),
        (
            split_thread,
            {"thread": one, "numbers": [one.posts.last().number], "title": "Ein anderes", "split_by": mover},
        ),
    ):
        with pytest.raises(ValidationError) as refused:
            action(**given)
        assert refused.value.code == "failure_room"
