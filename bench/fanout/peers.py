"""What we are compared with, each an ASGI application that hands on what it hears on Redis.

`plain` is the least a program can do: one subscription for all sockets, one loop over them. `channels` is how its
documentation writes a chat: a consumer a socket in a group of the channel layer that BENCH_LAYER names.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

import redis.asyncio

from bench.fanout.layers import GROUP, use_layer

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_sockets: set[Send] = set()
_listening: list[asyncio.Task[None]] = []


async def _listen() -> None:
    async with redis.asyncio.from_url(os.environ["REDIS_URL"]).pubsub() as heard:
        await heard.subscribe(GROUP)
        async for message in heard.listen():
            if message["type"] == "message":
                text = message["data"].decode()
                for send in list(_sockets):
                    await send({"type": "websocket.send", "text": text})


async def plain(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})
    elif scope["type"] == "websocket":
        if not _listening:
            _listening.append(asyncio.create_task(_listen()))
        await receive()
        await send({"type": "websocket.accept"})
        _sockets.add(send)
        while (await receive())["type"] != "websocket.disconnect":
            pass
        _sockets.discard(send)


def _channels() -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    use_layer()
    from channels.generic.websocket import AsyncWebsocketConsumer

    class Consumer(AsyncWebsocketConsumer):
        groups = (GROUP,)

        async def tell(self, message: dict[str, Any]) -> None:
            await self.send(text_data=message["text"])

    consumer = Consumer.as_asgi()

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await (consumer if scope["type"] == "websocket" else plain)(scope, receive, send)

    return application


if "BENCH_LAYER" in os.environ:
    channels = _channels()
