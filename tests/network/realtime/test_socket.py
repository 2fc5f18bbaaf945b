"""The protocol of docs/realtime.md, spoken by people of several cities at once."""

import asyncio
import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from network.discussions.actions import delete_post, edit_post
from network.discussions.realtime import catch_up
from network.people.actions import assign_role
from network.people.models import User
from network.realtime import actions
from network.realtime.connection import MAX_QUEUED_FRAMES, Connection
from network.realtime.hub import current_hub
from network.spaces.actions import add_space_member, remove_space_member
from network.spaces.models import SpaceMembership
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import KrefeldFactory, MembershipFactory
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory
from tests.network.realtime.conftest import Browser, browser_of, line_of, session_cookie

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ada() -> User:
    return UserFactory(first_name="Ada", last_name="Krefeld")


@pytest.fixture
def ben() -> User:
    return UserFactory(first_name="Ben", last_name="Freiburg")


@pytest.fixture
def space():
    return SpaceFactory()


@pytest.fixture
def thread(space, ada):
    return make_thread(space=space, author=ada)


def topic_of(space) -> str:
    return f"space:{space.pk}"


def apply(state: dict[int, Any], changes: list[dict[str, Any]]) -> dict[int, Any]:
    """What a browser does with changes."""
    for change in changes:
        if change["post"]:
            state[change["post"]["number"]] = change["post"]
    return state


async def test_post_reaches_everyone_in_the_room(ada, ben, space, thread, in_thread):
    async with browser_of(ada) as first, browser_of(ben) as second:
        for browser in (first, second):
            assert await browser.subscribe(topic_of(space), 1) == {
                "type": "subscribed",
                "topic": topic_of(space),
                "number": 1,
                "changes": [],
                "more": False,
                "reset": False,
            }
        await in_thread(make_post, thread=thread, author=ben, body="Aus **Freiburg**")
        frames = [await first.receive(), await second.receive()]
    assert frames[0] == frames[1]
    assert (frames[0]["type"], frames[0]["topic"], frames[0]["number"]) == ("message", topic_of(space), 2)
    change = frames[0]["change"]
    assert (change["number"], change["kind"], change["thread"]["post_count"]) == (2, "post_published", 2)
    assert change["post"]["author"] == {"id": ben.pk, "name": "Ben Freiburg", "municipality": ""}
    assert change["post"]["body_html"].strip() == "<p>Aus <strong>Freiburg</strong></p>"


async def test_other_rooms_hear_nothing(ada, space, thread, in_thread):
    other = await in_thread(SpaceFactory)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(other), 0)
        await in_thread(make_post, thread=thread)
        assert await browser.hears_nothing()


async def test_new_thread_reaches_the_room(ada, space, in_thread):
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 0)
        thread = await in_thread(make_thread, space=space, title="Wer kennt das?")
        change = (await browser.receive())["change"]
    assert (change["kind"], change["thread"]["title"], change["thread"]["id"]) == (
        "thread_opened",
        "Wer kennt das?",
        thread.pk,
    )


async def test_what_was_missed_comes_with_subscribing(ada, space, thread, in_thread):
    for _number in range(3):
        await in_thread(make_post, thread=thread)
    async with browser_of(ada) as browser:
        answer = await browser.subscribe(topic_of(space), 2)
    assert (answer["number"], [change["number"] for change in answer["changes"]]) == (4, [3, 4])


async def test_much_missed_comes_in_portions(ada, space, thread, in_thread):
    def write() -> None:
        for _number in range(120):
            make_post(thread=thread)

    await in_thread(write)
    numbers: list[int] = []
    async with browser_of(ada) as browser:
        answer = {"number": 1, "more": True}
        while answer["more"]:
            answer = await browser.subscribe(topic_of(space), answer["number"])
            numbers += [change["number"] for change in answer["changes"]]
        await in_thread(make_post, thread=thread)
        numbers.append((await browser.receive())["number"])
    assert numbers == list(range(2, 123))


async def test_number_ahead_of_the_log_asks_for_a_fresh_page(ada, space, thread):
    async with browser_of(ada) as browser:
        answer = await browser.subscribe(topic_of(space), 99)
    assert (answer["number"], answer["reset"], answer["changes"]) == (1, True, [])


async def test_old_state_and_changes_are_the_fresh_state(ada, ben, space, thread, in_thread):
    def live_through() -> None:
        posts = [make_post(thread=thread, author=ben, body=f"Beitrag {number}") for number in range(4)]
        edit_post(post=posts[1], body="Geändert", editor=ben)
        delete_post(post=posts[2], deleted_by=ben)
        make_post(thread=thread, author=ada)

    state = apply({}, list((await in_thread(catch_up, str(space.pk), 0)).changes))
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        writing = asyncio.create_task(in_thread(live_through))
        changes = [(await browser.receive())["change"] for _change in range(7)]
        await writing
    assert [change["number"] for change in changes] == list(range(2, 9))
    fresh = apply({}, list((await in_thread(catch_up, str(space.pk), 0)).changes))
    assert apply(state, changes) == fresh
    assert [post["is_deleted"] for post in fresh.values()] == [False, False, False, True, False, False]


async def test_subscribing_while_others_write_loses_and_doubles_nothing(ada, space, thread, in_thread):
    def write() -> None:
        for number in range(40):
            make_post(thread=thread, body=f"Beitrag {number}")

    async def follow(delay: float) -> list[int]:
        await asyncio.sleep(delay)
        async with browser_of(ada) as browser:
            answer = await browser.subscribe(topic_of(space), 1)
            numbers = [change["number"] for change in answer["changes"]]
            while len(numbers) < 40:
                numbers.append((await browser.receive())["number"])
            return numbers

    results = await asyncio.gather(in_thread(write), *(follow(delay / 20) for delay in range(8)))
    assert results[1:] == [list(range(2, 42))] * 8


async def test_two_writers_at_once_arrive_in_order(ada, ben, space, thread, in_thread):
    def write(author: User) -> None:
        for number in range(15):
            make_post(thread=thread, author=author, body=f"{number}")

    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        writing = asyncio.gather(in_thread(write, ada), in_thread(write, ben))
        numbers = [(await browser.receive(20))["number"] for _post in range(30)]
        await writing
    assert numbers == list(range(2, 32))


async def test_what_nobody_announced_is_found_in_the_log(ada, space, thread, in_thread, monkeypatch):
    monkeypatch.setattr(actions, "_tell", lambda group, message: None)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        for _number in range(3):
            await in_thread(make_post, thread=thread)
        numbers = [(await browser.receive())["number"] for _post in range(3)]
    assert numbers == [2, 3, 4]


async def test_lost_announcement_is_read_before_the_next_one_is_delivered(ada, space, thread, in_thread, monkeypatch):
    monkeypatch.setattr("django.conf.settings.REALTIME_POLL_SECONDS", 60)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        with monkeypatch.context() as patch:
            patch.setattr(actions, "_tell", lambda group, message: None)
            await in_thread(make_post, thread=thread)
        await in_thread(make_post, thread=thread)
        numbers = [(await browser.receive())["number"] for _post in range(2)]
    assert numbers == [2, 3]


async def test_numbers_of_removed_threads_do_not_stop_the_room(ada, space, thread, in_thread):
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        doomed = await in_thread(make_thread, space=space)
        assert (await browser.receive())["number"] == 2
        await in_thread(doomed.delete)
        async with browser_of(ada) as late:
            assert (await late.subscribe(topic_of(space), 1))["number"] == 2
            await in_thread(make_post, thread=thread)
            assert [(await reader.receive())["number"] for reader in (browser, late)] == [3, 3]


# --- who may listen


async def test_signed_out_is_refused():
    line = line_of()
    assert await line.connect()
    output = await line.receive_output()
    assert (output["type"], output["code"]) == ("websocket.close", 4401)
    await line.disconnect()


@pytest.mark.parametrize("origin", ["https://fremd.example", "http://localhost.fremd.example", "null"])
async def test_foreign_origin_is_refused(ada, origin):
    line = line_of(await sync_to_async(session_cookie)(ada), origin=origin)
    assert not await line.connect()


async def test_other_protocol_is_told_to_reload(ada):
    line = line_of(await sync_to_async(session_cookie)(ada), path="/ws/?protocol=0")
    await line.connect()
    assert (await line.receive_output())["code"] == 4426
    await line.disconnect()


async def test_private_and_unknown_topics_are_equally_not_found(ada, in_thread):
    private = await in_thread(PrivateSpaceFactory)
    topics = [topic_of(private), "space:999999", "space:abc", "space:" + "9" * 39, "user:1", "space", "space:1:2", ""]
    async with browser_of(ada) as browser:
        answers = [await browser.subscribe(topic, 0) for topic in topics[:-1]]
        assert await browser.subscribe(topics[-1], 0) == {"type": "error", "code": "not_found"}
        assert not current_hub().rooms
    assert answers == [{"type": "error", "code": "not_found", "topic": topic} for topic in topics[:-1]]


async def test_removed_member_hears_nothing_more(ada, ben, in_thread):
    def set_up():
        space = PrivateSpaceFactory()
        for user in (ada, ben):
            add_space_member(space=space, user=user)
        return space, make_thread(space=space, author=ada)

    space, thread = await in_thread(set_up)
    async with browser_of(ada) as stays, browser_of(ben) as goes:
        for browser in (stays, goes):
            await browser.subscribe(topic_of(space), 1)
        await in_thread(remove_space_member, space=space, user=ben)
        assert await goes.receive(1) == {"type": "unsubscribed", "topic": topic_of(space), "reason": "revoked"}
        await in_thread(make_post, thread=thread, author=ada)
        assert (await stays.receive())["number"] == 2
        assert await goes.hears_nothing()
        assert (await goes.subscribe(topic_of(space), 1))["code"] == "not_found"


async def test_removal_nobody_announced_is_found_in_the_log(ada, in_thread, monkeypatch):
    def set_up():
        space = PrivateSpaceFactory()
        add_space_member(space=space, user=ada)
        return space

    space = await in_thread(set_up)
    monkeypatch.setattr(actions, "_tell", lambda group, message: None)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 0)
        await asyncio.sleep(0.4)
        await in_thread(remove_space_member, space=space, user=ada)
        assert (await browser.receive())["type"] == "unsubscribed"


async def test_entitlement_lost_in_any_other_way_is_noticed(ada, in_thread, monkeypatch):
    monkeypatch.setattr("network.realtime.hub.SECONDS_BETWEEN_SWEEPS", 0.1)

    def set_up():
        space = PrivateSpaceFactory()
        add_space_member(space=space, user=ada)
        return space

    space = await in_thread(set_up)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 0)
        await in_thread(SpaceMembership.objects.all().delete)
        assert (await browser.receive())["type"] == "unsubscribed"


async def test_deactivated_account_hears_nothing_more(ada, space, thread, in_thread, monkeypatch):
    monkeypatch.setattr("network.realtime.hub.SECONDS_BETWEEN_SWEEPS", 0.1)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        await in_thread(User.objects.filter(pk=ada.pk).update, is_active=False)
        assert (await browser.receive())["type"] == "unsubscribed"
        assert (await browser.subscribe(topic_of(space), 1))["code"] == "not_found"


async def test_signing_out_closes_the_sockets_of_that_session_only(ada, space, in_thread):
    def sign_in() -> Client:
        client = Client()
        client.force_login(ada)
        return client

    here, elsewhere = await in_thread(sign_in), await in_thread(sign_in)
    async with (
        browser_of(ada, here.cookies["sessionid"].value) as first,
        browser_of(ada, elsewhere.cookies["sessionid"].value) as second,
    ):
        await in_thread(here.logout)
        assert await first.receive(1) == {"type": "close", "code": 4401}
        await second.send(type="ping")
        assert await second.receive() == {"type": "pong"}


async def test_role_change_does_not_disturb(ada, space, thread, in_thread):
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        await in_thread(assign_role, user=ada, role="editor")
        await in_thread(make_post, thread=thread)
        assert (await browser.receive())["number"] == 2


# --- who is there


async def test_presence_names_people_with_their_place(ada, ben, space, in_thread):
    await in_thread(lambda: MembershipFactory(user=ada, municipality=KrefeldFactory()))
    async with browser_of(ada) as first:
        await first.subscribe(topic_of(space), 0)
        output = json.loads((await first.line.receive_output(5))["text"])
        assert output == {
            "type": "presence",
            "topic": topic_of(space),
            "people": [{"id": ada.pk, "name": "Ada Krefeld", "municipality": "Krefeld"}],
            "count": 1,
        }
        async with browser_of(ben) as second:
            await second.subscribe(topic_of(space), 0)
            assert await first.receive_presence() == ["Ada Krefeld", "Ben Freiburg"]
            assert await second.receive_presence() == ["Ada Krefeld", "Ben Freiburg"]
        assert await first.receive_presence() == ["Ada Krefeld"]


async def test_presence_counts_two_windows_of_one_person_once(ada, space):
    async with browser_of(ada) as first, browser_of(ada) as second:
        for browser in (first, second):
            await browser.subscribe(topic_of(space), 0)
        assert await second.receive_presence() == ["Ada Krefeld"]


async def test_presence_of_other_processes(ada, space):
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 0)
        await browser.receive_presence()
        person = {"id": 0, "name": "Aus der Ferne", "municipality": ""}
        message = {"type": "topic.presence", "topic": topic_of(space), "origin": "another process", "people": [person]}
        current_hub().receive(message)
        assert await browser.receive_presence() == ["Ada Krefeld", "Aus der Ferne"]
        current_hub().receive(message | {"people": []})
        assert await browser.receive_presence() == ["Ada Krefeld"]


async def test_unsubscribing_ends_delivery_and_presence(ada, ben, space, thread, in_thread):
    async with browser_of(ada) as first, browser_of(ben) as second:
        for browser in (first, second):
            await browser.subscribe(topic_of(space), 1)
        await second.receive_presence()
        await first.send(type="unsubscribe", topic=topic_of(space))
        assert await first.receive() == {"type": "unsubscribed", "topic": topic_of(space), "reason": "left"}
        assert await second.receive_presence() == ["Ben Freiburg"]
        await in_thread(make_post, thread=thread)
        assert await first.hears_nothing()


# --- abuse


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "kein json",
        "[]",
        '"text"',
        "null",
        "{}",
        '{"type": 5}',
        '{"type": ["ping"]}',
        "[" * 60_000,
        '{"type": "subscribe"}',
        '{"type": "subscribe", "topic": 5, "after": 0}',
        '{"type": "subscribe", "topic": "space:1", "after": "0"}',
        '{"type": "subscribe", "topic": "space:1", "after": -1}',
        '{"type": "subscribe", "topic": "space:1", "after": 1e400}',
        '{"type": "subscribe", "topic": "space:1", "after": true}',
        '{"type": "subscribe", "topic": "space:1", "after": 99999999999999999999999}',
        '{"type": "subscribe", "topic": "' + "x" * 100 + '", "after": 0}',
    ],
)
async def test_junk_is_answered_and_the_socket_lives(ada, junk):
    async with browser_of(ada) as browser:
        await browser.line.send_frame(text=junk)
        assert await browser.receive() == {"type": "error", "code": "bad_frame"}
        await browser.send(type="ping")
        assert await browser.receive() == {"type": "pong"}


async def test_unknown_type_is_answered(ada):
    async with browser_of(ada) as browser:
        await browser.send(type="dance")
        assert await browser.receive() == {"type": "error", "code": "unknown_type"}


async def frames_until_close(browser: Browser) -> int:
    while (frame := await browser.receive())["type"] != "close":
        pass
    return frame["code"]


async def test_much_junk_ends_the_socket(ada):
    async with browser_of(ada) as browser:
        for _frame in range(5):
            await browser.line.send_frame(text="?")
        assert await frames_until_close(browser) == 4400


async def test_oversize_frame_ends_the_socket(ada):
    async with browser_of(ada) as browser:
        await browser.send(type="ping", filling="x" * 65_536)
        assert await frames_until_close(browser) == 1009


async def test_binary_frame_ends_the_socket(ada):
    async with browser_of(ada) as browser:
        await browser.line.send_frame(data=b"\x00\x01")
        assert await frames_until_close(browser) == 1003


async def test_flood_ends_the_socket_and_others_are_undisturbed(ada, ben, space, thread, in_thread):
    async with browser_of(ada) as flooder, browser_of(ben) as reader:
        await reader.subscribe(topic_of(space), 1)
        for _frame in range(60):
            await flooder.send(type="ping")
        assert await frames_until_close(flooder) == 4429
        await in_thread(make_post, thread=thread)
        assert (await reader.receive())["number"] == 2


async def test_too_many_topics_is_an_error(ada, in_thread):
    spaces = await in_thread(lambda: [SpaceFactory() for _number in range(21)])
    async with browser_of(ada) as browser:
        answers = [(await browser.subscribe(topic_of(space), 0))["type"] for space in spaces]
    assert answers == ["subscribed"] * 20 + ["error"]


async def test_too_many_sockets_of_one_person_are_refused(ada, monkeypatch):
    monkeypatch.setattr("network.realtime.hub.MAX_SOCKETS_PER_PERSON", 2)
    cookie = await sync_to_async(session_cookie)(ada)
    async with browser_of(ada, cookie), browser_of(ada, cookie):
        line = line_of(cookie)
        await line.connect()
        assert (await line.receive_output())["code"] == 4428
        await line.disconnect()


async def test_slow_reader_is_closed_and_its_queue_is_bounded():
    sent: list[dict[str, Any]] = []
    is_stuck = asyncio.Event()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        if message["type"] == "websocket.send":
            await is_stuck.wait()

    connection = Connection(send, user_id=1, session="")
    for number in range(MAX_QUEUED_FRAMES + 10):
        connection.send_text(str(number))
        await asyncio.sleep(0)
    await asyncio.sleep(0.05)
    assert connection.is_closed
    assert [message.get("text", message.get("code")) for message in sent] == ["0", 4408]
    assert len(connection._queue) == 0
