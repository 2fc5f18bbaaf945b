"""Junk, floods, slow readers: refused with a defined code, others undisturbed."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from network.realtime.connection import MAX_QUEUED_FRAMES, Connection
from tests.factories.discussions import make_post
from tests.factories.spaces import SpaceFactory
from tests.network.realtime.conftest import Browser, browser_of, line_of, session_cookie, topic_of

pytestmark = pytest.mark.django_db(transaction=True)


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
