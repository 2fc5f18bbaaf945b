"""Starts and ends the embedded worker with the server that serves the pages."""

import gc
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.urls import get_resolver

from network.config.worker import EmbeddedWorker


def settle() -> None:
    """Loads what the first request would, and never looks for garbage in it again: that held all sockets up for half a second."""
    get_resolver().url_patterns  # noqa: B018 -- it is loaded when it is read
    gc.collect()
    gc.freeze()


async def lifespan(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    worker = EmbeddedWorker() if settings.EMBEDDED_WORKER else None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            settle()
            if worker:
                worker.start()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            if worker:
                worker.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
