"""Starts and ends the embedded worker with the server that serves the pages."""

from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from network.config.worker import EmbeddedWorker


async def lifespan(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    worker = EmbeddedWorker() if settings.EMBEDDED_WORKER else None
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            if worker:
                worker.start()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            if worker:
                worker.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
