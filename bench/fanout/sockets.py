"""Many sockets in one process that cost next to nothing: bytes are looked at for numbers, not parsed."""

import asyncio
import base64
import os
import re
import time
from dataclasses import dataclass, field

NUMBER = re.compile(rb'^\{"type":"message","topic":"[^"]*","number":(\d+)')
SUBSCRIBED = b'{"type":"subscribed"'
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
AT_ONCE = 16
SECONDS_TO_CONNECT = 120


@dataclass
class Arrivals:
    """When which number arrived last, and how often it did in all."""

    last: dict[int, float] = field(default_factory=dict)
    times: dict[int, int] = field(default_factory=dict)

    def note(self, number: int) -> None:
        self.last[number] = time.monotonic()
        self.times[number] = self.times.get(number, 0) + 1


def frame(opcode: int, payload: bytes) -> bytes:
    """As a client must send it, masked; the mask is nothing, which is one too. For less than 126 bytes."""
    return bytes([0x80 | opcode, 0x80 | len(payload), 0, 0, 0, 0]) + payload


class Socket(asyncio.Protocol):
    """Subscribes to `topic` if there is one; `ready` is done when everything from now on arrives."""

    def __init__(self, arrivals: Arrivals, port: int, path: str, cookie: str, topic: str) -> None:
        self._arrivals = arrivals
        self._topic = topic
        self._request = (
            f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nCookie: {cookie}\r\n\r\n"
        ).encode()
        self._buffer = bytearray()
        self._is_open = False
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 -- for the types
        self.transport = transport
        transport.write(self._request)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(bytes(self._buffer[:200]).decode(errors="replace") or str(error)))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._is_open:
            head, found, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if not found:
                return
            if not head.startswith(b"HTTP/1.1 101"):
                self.transport.close()
                return
            self._is_open, self._buffer = True, bytearray(rest)
            if self._topic:
                told = f'{{"type":"subscribe","topic":"{self._topic}","after":null}}'
                self.transport.write(frame(TEXT, told.encode()))
            else:
                self.ready.set_result(None)
        self._take_frames()

    def _take_frames(self) -> None:
        buffer, at = self._buffer, 0
        while len(buffer) - at >= 2:
            opcode, length, start = buffer[at] & 15, buffer[at + 1], at + 2
            if length > 125:
                size = 2 if length == 126 else 8
                if len(buffer) < start + size:
                    break
                length, start = int.from_bytes(buffer[start : start + size]), start + size
            if len(buffer) < start + length:
                break
            self._take(opcode, bytes(buffer[start : start + min(length, 120)]))
            at = start + length
        del buffer[:at]

    def _take(self, opcode: int, beginning: bytes) -> None:
        if opcode == PING:
            self.transport.write(frame(PONG, beginning))
        elif opcode == CLOSE:
            self.transport.close()
        elif found := NUMBER.match(beginning):
            self._arrivals.note(int(found[1]))
        elif beginning.startswith(SUBSCRIBED) and not self.ready.done():
            self.ready.set_result(None)


async def connect(arrivals: Arrivals, port: int, path: str, cookies: list[str], topic: str) -> list[Socket]:
    """One socket for each cookie, a few at once."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(cookie: str) -> Socket:
        async with gate, asyncio.timeout(SECONDS_TO_CONNECT):
            loop = asyncio.get_running_loop()
            _transport, socket = await loop.create_connection(
                lambda: Socket(arrivals, port, path, cookie, topic), "127.0.0.1", port
            )
            await socket.ready
            return socket

    return list(await asyncio.gather(*[one(cookie) for cookie in cookies]))
