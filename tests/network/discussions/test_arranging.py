"""Moving, splitting and merging: nothing is lost, whoever had read it has read it, and former addresses lead to it."""

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
    rename_thread,
    set_reaction,
    set_thread_closed,
    set_thread_pinned,
    split_thread,
)
from network.discussions.mail.addresses import address_of, read_address
from network.discussions.models import Change, FormerThread, Post, PostRead, Thread
from network.discussions.places import find_thread
from network.discussions.quotes import quote_of
from network.discussions.reading import mark_space_read, mark_thread_read
from network.discussions.realtime import catch_up
from network.notifications.choosing import choose
from network.notifications.models import Event, Notification, ScopeChoice
from network.people.actions import save_draft
from network.people.models import Draft
from network.spaces.actions import add_space_member
from network.spaces.models import Space
from search.models import OutboxEntry
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mover():
    return FacilitatorFactory(first_name="Frida", last_name="Leitet")


@pytest.fixture
def signed_in(client, mover):
    client.force_login(mover)
    return client


def again(thread: Thread) -> Thread:
    return Thread.objects.select_related("space").get(pk=thread.pk)


def unread(user) -> set[str]:
    return set(Post.objects.visible_to(user).unread_by(user).values_list("body", flat=True))


def conversation(space: Space | None = None, *bodies: str) -> Thread:
    thread = make_thread(space=space, body=bodies[0] if bodies else "Eins")
    for body in bodies[1:] if bodies else ("Zwei", "Drei"):
        make_post(thread=thread, body=body)
    return thread


def state_after(space: Space, after: int) -> dict[int, list[str]]:
    """What a client knows of each thread that has caught up from a number on: its posts, as far as they were told."""
    state: dict[int, list[str]] = {}
    for change in catch_up(str(space.pk), after).changes:
        thread = state.setdefault(change["thread"]["id"], [])
        if change["kind"] == "thread_left":
            del state[change["thread"]["id"]]
        elif change["post"]:
            thread.append(change["post"]["body_html"].strip())
    return state


# --- moving


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


# --- splitting


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
