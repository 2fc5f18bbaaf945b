"""Sends to other processes from a thread of its own: whoever stores a post never waits for Redis.

What cannot be sent is dropped: it is in the database, and every hub looks there.
"""

import asyncio
import logging
import os
import threading
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

logger = logging.getLogger(__name__)

MAX_WAITING = 1000
SECONDS_TO_SEND = 2


class Sender:
    def __init__(self) -> None:
        self._pid = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queue: asyncio.Queue[tuple[str, dict[str, Any]]] | None = None
        self._lock = threading.Lock()

    def send(self, group: str, message: dict[str, Any]) -> None:
        layer = get_channel_layer()
        if layer is None or isinstance(layer, InMemoryChannelLayer):
            return  # there is no other process to reach
        self._ensure_thread()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._put, group, message)

    def _put(self, group: str, message: dict[str, Any]) -> None:
        if self._queue is not None and self._queue.qsize() < MAX_WAITING:
            self._queue.put_nowait((group, message))

    def _ensure_thread(self) -> None:
        with self._lock:
            if self._pid == os.getpid():
                return
            # First use in this process: a thread does not survive the fork of a web worker.
            self._pid = os.getpid()
            self._loop = asyncio.new_event_loop()
            self._queue = asyncio.Queue()
            threading.Thread(
                target=self._loop.run_until_complete, args=(self._run(),), name="sender", daemon=True
            ).start()

    async def _run(self) -> None:
        if self._queue is None:
            return
        is_healthy = True
        while True:
            group, message = await self._queue.get()
            try:
                async with asyncio.timeout(SECONDS_TO_SEND):
                    await get_channel_layer().group_send(group, message)
                is_healthy = True
            except Exception as error:  # noqa: BLE001 -- each layer has its own errors; all mean "not sent"
                if is_healthy:
                    logger.warning("channel layer does not take messages: %s", error or type(error).__name__)
                is_healthy = False


sender = Sender()
