"""The hub's line to the channel layer: kept up in the background, so that a dead or frozen Redis stops nobody."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)

SECONDS_TO_ANSWER = 3
SECONDS_BETWEEN_TRIES = 2


class Link:
    """Joins and leaves groups as wanted and hands over what arrives; `on_joined` says that a group is heard from now."""

    def __init__(self, on_message: Callable[[dict[str, Any]], None], on_joined: Callable[[str], None]) -> None:
        self._layer = get_channel_layer()
        self._on_message = on_message
        self._on_joined = on_joined
        self._wanted: set[str] = set()
        self._joined: set[str] = set()
        self._channel = ""
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [asyncio.get_running_loop().create_task(self._keep_up())]

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    def want(self, group: str) -> None:
        self._wanted.add(group)
        self._changed.set()

    def leave(self, group: str) -> None:
        self._wanted.discard(group)
        self._changed.set()

    async def _keep_up(self) -> None:
        while not _is_cancelled():
            self._changed.clear()
            try:
                await self._adjust()
                await self._changed.wait()
            except Exception as error:  # noqa: BLE001 -- each layer has its own errors; all mean "try again"
                logger.warning("channel layer does not answer: %s", error or type(error).__name__)
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)

    async def _adjust(self) -> None:
        if not self._channel:
            self._channel = await self._answered(self._layer.new_channel())
            self._tasks.append(asyncio.get_running_loop().create_task(self._receive()))
        for group in sorted(self._wanted - self._joined):
            await self._answered(self._layer.group_add(group, self._channel))
            self._joined.add(group)
            self._on_joined(group)
        for group in sorted(self._joined - self._wanted):
            await self._answered(self._layer.group_discard(group, self._channel))
            self._joined.discard(group)

    async def _answered(self, call: Awaitable[Any]) -> Any:
        async with asyncio.timeout(SECONDS_TO_ANSWER):
            answer = await call
        if _is_cancelled():
            raise asyncio.CancelledError
        return answer

    async def _receive(self) -> None:
        while not _is_cancelled():
            try:
                message = await self._layer.receive(self._channel)
                self._on_message(message)
            except Exception:
                logger.exception("a message of the channel layer could not be used")
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)


def _is_cancelled() -> bool:
    """Clients of Redis sometimes swallow the cancellation while they connect; the task would then never end."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
