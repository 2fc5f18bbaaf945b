"""One socket as the hub sees it: a bounded queue that never makes others wait."""

import asyncio
import types
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from typing import Any

from network.realtime.messages import CloseCode

MAX_QUEUED_FRAMES = 256
MAX_QUEUED_CHARACTERS = 2 * 1024 * 1024
SECONDS_TO_CLOSE = 5

_closing: set[asyncio.Task[None]] = set()


@types.coroutine
def _go_on(coroutine: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """Finishes a coroutine that was begun without a task and waits."""
    try:
        yield waits_for
    except BaseException:
        coroutine.close()
        raise
    yield from coroutine  # type: ignore[misc]  # `await` would refuse what has been begun


class Connection:
    """Frames leave in the order they were put. A reader who does not keep up is closed and catches up later.

    Most lines take a frame without waiting: it is sent at once, and only who must wait for the reader gets a task and a
    queue. A task for each frame and socket would cost as much as the sending.
    """

    __slots__ = ("_queue", "_send", "_size", "_task", "is_closed", "session", "user_id")

    def __init__(
        self, send: Callable[[dict[str, Any]], Coroutine[Any, Any, None]], *, user_id: int, session: str
    ) -> None:
        self._send = send
        self._queue: deque[str] = deque()
        self._size = 0
        self._task: asyncio.Task[None] | None = None
        self.user_id = user_id
        self.session = session
        self.is_closed = False

    def send_text(self, text: str) -> None:
        if self.is_closed:
            return
        if self._task is None:
            self._send_now(text)
            return
        self._queue.append(text)
        self._size += len(text)
        if len(self._queue) > MAX_QUEUED_FRAMES or self._size > MAX_QUEUED_CHARACTERS:
            self.close(CloseCode.TOO_SLOW)

    def close(self, code: CloseCode) -> None:
        """Politely when the queue is short; a reader who does not read is not waited for."""
        if self.is_closed:
            return
        self.is_closed = True
        if self._task is not None and code == CloseCode.TOO_SLOW:
            self._task.cancel()
            self._queue.clear()
        task = asyncio.get_running_loop().create_task(self._close(code, self._task))
        _closing.add(task)
        task.add_done_callback(_closing.discard)

    def forget(self) -> None:
        """The socket is gone: nothing more is sent."""
        self.is_closed = True
        self._queue.clear()
        if self._task is not None:
            self._task.cancel()

    def _send_now(self, text: str) -> None:
        sending = self._send({"type": "websocket.send", "text": text})
        try:
            waits_for = sending.send(None)
        except StopIteration:
            return
        except (Exception, asyncio.CancelledError):  # noqa: BLE001 -- servers differ in what they raise when the line is cut
            self.is_closed = True
            return
        self._task = asyncio.get_running_loop().create_task(self._drain(sending, waits_for))

    async def _drain(self, sending: Coroutine[Any, Any, None], waits_for: Any) -> None:
        try:
            await _go_on(sending, waits_for)
            while self._queue:
                text = self._queue.popleft()
                self._size -= len(text)
                await self._send({"type": "websocket.send", "text": text})
        except Exception:  # noqa: BLE001 -- as above
            self.is_closed = True
            self._queue.clear()
        finally:
            self._task = None

    async def _close(self, code: CloseCode, drain: asyncio.Task[None] | None) -> None:
        try:
            async with asyncio.timeout(SECONDS_TO_CLOSE):
                if drain is not None and not drain.cancelled():
                    await asyncio.wait([drain])
                await self._send({"type": "websocket.close", "code": int(code)})
        except Exception:  # noqa: BLE001 -- as above; the server ends a dead line by itself
            self._queue.clear()
