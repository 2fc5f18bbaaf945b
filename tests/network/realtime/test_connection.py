import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from network.realtime.connection import MAX_QUEUED_FRAMES, Connection
from network.realtime.messages import CloseCode


class Line:
    """What a server gives to send with: it waits while the reader does not read."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.is_free = asyncio.Event()
        self.is_free.set()
        self.breaks_with: BaseException | None = None

    async def send(self, message: dict[str, Any]) -> None:
        await self.is_free.wait()
        if self.breaks_with is not None:
            raise self.breaks_with
        self.taken.append(message.get("text", message.get("code")))


def on_a_line(test: Callable[[Line, Connection], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        line = Line()
        await test(line, Connection(line.send, user_id=1, session=""))

    asyncio.run(run())


def test_frame_is_sent_at_once_while_the_reader_reads():
    async def test(line: Line, connection: Connection) -> None:
        connection.send_text("a")
        connection.send_text("b")
        assert line.taken == ["a", "b"]

    on_a_line(test)


def test_frames_wait_in_their_order_for_a_reader_who_does_not():
    async def test(line: Line, connection: Connection) -> None:
        line.is_free.clear()
        for text in "abc":
            connection.send_text(text)
        await asyncio.sleep(0)
        assert line.taken == []
        line.is_free.set()
        connection.send_text("d")
        await asyncio.sleep(0.01)
        connection.send_text("e")
        assert line.taken == list("abcde")

    on_a_line(test)


@pytest.mark.parametrize("problem", [OSError("cut"), asyncio.CancelledError()])
@pytest.mark.parametrize("is_free", [True, False])
def test_line_that_is_cut_disturbs_nobody(problem, is_free):
    async def test(line: Line, connection: Connection) -> None:
        line.breaks_with = problem
        if not is_free:
            line.is_free.clear()
        connection.send_text("a")
        line.is_free.set()
        await asyncio.sleep(0.01)
        connection.send_text("b")
        assert (connection.is_closed, line.taken) == (True, [])

    on_a_line(test)


def test_reader_who_keeps_everything_waiting_is_closed_without_what_waits():
    async def test(line: Line, connection: Connection) -> None:
        line.is_free.clear()
        for number in range(MAX_QUEUED_FRAMES + 2):
            connection.send_text(str(number))
        assert connection.is_closed
        line.is_free.set()
        await asyncio.sleep(0.01)
        assert line.taken == [int(CloseCode.TOO_SLOW)]

    on_a_line(test)


def test_nothing_is_sent_to_a_socket_that_is_gone():
    async def test(line: Line, connection: Connection) -> None:
        line.is_free.clear()
        connection.send_text("a")
        connection.send_text("b")
        connection.forget()
        line.is_free.set()
        await asyncio.sleep(0.01)
        assert line.taken == []

    on_a_line(test)
