"""Members who write over HTTP and do not give up, readers at open sockets, and a visitor of public pages."""

import asyncio
import http.client
import json
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.services.stack import Served
from tests.services.writing import CREATED, send_post

SECONDS_BETWEEN_POSTS = 0.15
SECONDS_BETWEEN_TRIES = 0.25
SECONDS_FOR_AN_ANSWER = 20


class Writer:
    """Writes until it is stopped; what was not accepted is sent again as the same post."""

    def __init__(self, web: Served, path: str, cookie: str, name: str) -> None:
        self.accepted: dict[int, float] = {}
        """When which number was accepted."""
        self.texts: dict[int, str] = {}
        self.tries = 0
        self._web, self._path, self._cookie, self._name = web, path, cookie, name
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()

    def join(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(SECONDS_BETWEEN_POSTS):
            self._write(f"{self._name}-{len(self.accepted)}", uuid.uuid4())

    def _write(self, text: str, client_id: uuid.UUID) -> None:
        while True:
            self.tries += 1
            number = self._send(text, client_id)
            if number is not None:
                self.accepted[number] = time.monotonic()
                self.texts[number] = text
                return
            time.sleep(SECONDS_BETWEEN_TRIES)

    def _send(self, text: str, client_id: uuid.UUID) -> int | None:
        connection = http.client.HTTPConnection("localhost", self._web.port, timeout=SECONDS_FOR_AN_ANSWER)
        try:
            answer = send_post(connection, self._path, cookie=self._cookie, body=text, client_id=client_id)
            content = answer.read()
            return int(json.loads(content)["number"]) if answer.status == CREATED else None
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()


class Reader:
    """A browser as docs/realtime.md describes it: subscribes after the last number it knows, and connects again."""

    def __init__(self, live: list[Served], cookie: str, topic: str, after: int) -> None:
        self.seen: dict[int, float] = {}
        """When which number was seen first."""
        self.twice = self.disordered = self.ends = 0
        self._number = after
        self._addresses: Iterator[Served] = cycle(live)
        self._cookie, self._topic = cookie, topic
        self.is_up = asyncio.Event()

    async def run(self) -> None:
        while True:
            served = next(self._addresses)
            try:
                async with connect(
                    f"ws://localhost:{served.port}/ws/",
                    origin=served.url,  # type: ignore[arg-type]
                    additional_headers={"Cookie": self._cookie},
                    compression=None,
                    open_timeout=2,
                    ping_interval=None,
                ) as line:
                    await self._read(line)
            except (OSError, WebSocketException):
                pass
            if self.is_up.is_set():
                self.is_up.clear()
                self.ends += 1
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)

    async def _read(self, line: ClientConnection) -> None:
        await self._subscribe(line)
        async for text in line:
            frame = json.loads(text)
            if frame["type"] == "subscribed":
                for change in frame["changes"]:
                    self._note(change["number"])
                self._number = max(self._number, frame["number"])
                self.is_up.set()
                if frame["more"]:
                    await self._subscribe(line)
            elif frame["type"] == "message":
                self._note(frame["number"])
            elif frame["type"] in ("unsubscribed", "error"):
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)
                await self._subscribe(line)

    async def _subscribe(self, line: ClientConnection) -> None:
        await line.send(json.dumps({"type": "subscribe", "topic": self._topic, "after": self._number}))

    def _note(self, number: int) -> None:
        self.twice += number in self.seen
        self.disordered += number < self._number
        self.seen.setdefault(number, time.monotonic())
        self._number = max(self._number, number)


class Visitor:
    """Asks for public pages, as a visitor and with a session, and counts what is no page."""

    def __init__(self, web: Served, paths: list[str], cookie: str) -> None:
        self.asked = self.failed = 0
        self.slowest = 0.0
        self._requests = [
            urllib.request.Request(web.url + path, headers=headers)  # noqa: S310 -- an address of this machine
            for path in paths
            for headers in ({}, {"Cookie": cookie})
        ]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        requests = cycle(self._requests)
        while not self._stop.wait(SECONDS_BETWEEN_TRIES):
            began = time.monotonic()
            self.asked += 1
            self.failed += self._ask(next(requests))
            self.slowest = max(self.slowest, time.monotonic() - began)

    def _ask(self, request: Any) -> bool:
        try:
            with urllib.request.urlopen(request, timeout=SECONDS_FOR_AN_ANSWER) as answer:  # noqa: S310 -- as above
                return answer.status != 200 or not answer.read().rstrip().endswith(b"</html>")
        except OSError:
            return True
