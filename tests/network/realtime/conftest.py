"""Browsers that speak over the whole ASGI application, as they would through a server."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from django.conf import settings
from django.test import Client

from network.config.asgi import application
from network.people.models import User
from tests.factories.discussions import make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import SpaceFactory

SECONDS = 30
"""A test fails after so long, however busy the machine is."""


@pytest.fixture(autouse=True)
def quick_poll(settings) -> None:
    settings.REALTIME_POLL_SECONDS = 0.2


class Line(ApplicationCommunicator):
    """Channels' WebsocketCommunicator without daphne, which its package imports."""

    def __init__(self, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        address, _question_mark, query = path.partition("?")
        scope = {
            "type": "websocket",
            "path": address,
            "query_string": query.encode(),
            "headers": headers,
            "subprotocols": [],
        }
        super().__init__(application, scope)

    async def connect(self) -> bool:
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output(SECONDS))["type"] == "websocket.accept"

    async def receive_output(self, timeout: float = SECONDS) -> dict[str, Any]:  # noqa: ASYNC109 -- asgiref's signature
        """Waiting in vain ends the waiting; asgiref's own would end the application."""
        return await asyncio.wait_for(self.output_queue.get(), timeout)

    async def send_frame(self, *, text: str | None = None, data: bytes | None = None) -> None:
        await self.send_input({"type": "websocket.receive", "text": text, "bytes": data})

    async def disconnect(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(SECONDS)


class Browser:
    """One open socket of one person."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.presence: list[list[str]] = []

    async def send(self, **frame: Any) -> None:
        await self.line.send_frame(text=json.dumps(frame))

    async def receive(self, seconds: float = SECONDS) -> dict[str, Any]:
        """The next frame; who is there comes at its own time and is kept aside."""
        while True:
            output = await self.line.receive_output(seconds)
            if output["type"] == "websocket.close":
                return {"type": "close", "code": output["code"]}
            frame = json.loads(output["text"])
            if frame["type"] != "presence":
                return frame
            self.presence.append([person["name"] for person in frame["people"]])

    async def receive_presence(self) -> list[str]:
        before = len(self.presence)
        while len(self.presence) == before:
            output = await self.line.receive_output(SECONDS)
            frame = json.loads(output["text"])
            assert frame["type"] == "presence", frame
            self.presence.append([person["name"] for person in frame["people"]])
        return self.presence[-1]

    async def subscribe(self, topic: str, after: int | None = None) -> dict[str, Any]:
        await self.send(type="subscribe", topic=topic, after=after)
        return await self.receive()

    async def hears_nothing(self, seconds: float = 0.6) -> bool:
        """Nothing but who is there."""
        try:
            frame = await self.receive(seconds)
        except TimeoutError:
            return True
        return frame["type"] == "presence"


def session_cookie(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def line_of(cookie: str = "", *, origin: str = "http://localhost", path: str = "/ws/") -> Line:
    headers = [(b"host", b"localhost"), (b"origin", origin.encode())]
    if cookie:
        headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode()))
    return Line(path, headers)


@asynccontextmanager
async def browser_of(user: User, cookie: str = "") -> AsyncIterator[Browser]:
    cookie = cookie or await sync_to_async(session_cookie)(user)
    line = line_of(cookie)
    assert await line.connect()
    browser = Browser(line)
    assert (await browser.receive())["type"] == "hello"
    try:
        yield browser
    finally:
        await line.disconnect()


@pytest.fixture
def in_thread() -> Callable[..., Any]:
    """Calls an action as a web process would: in a thread with a connection of its own."""

    async def call(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await database_sync_to_async(function, thread_sensitive=False)(*args, **kwargs)

    return call


@pytest.fixture(autouse=True)
def _no_hub_left_over() -> Iterator[None]:
    from network.realtime import hub

    yield
    for loop in [loop for loop in hub._hubs if loop.is_closed()]:
        assert not hub._hubs[loop].connections
        del hub._hubs[loop]


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
