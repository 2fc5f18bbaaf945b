"""The one socket. It knows who speaks, follows topics and forwards; what a topic is stands in the registry."""

import json
import logging
import time
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings

from network.realtime import messages, reading
from network.realtime.actions import session_mark
from network.realtime.connection import Connection
from network.realtime.hub import current_hub
from network.realtime.messages import MAX_FRAME, MAX_TOPICS, PROTOCOL, CloseCode, ErrorCode
from network.realtime.room import Subscription

logger = logging.getLogger(__name__)

FRAMES_AT_ONCE = 40
FRAMES_PER_SECOND = 10
BAD_FRAMES = 5
HIGHEST_NUMBER = 2**62


class SocketConsumer(AsyncJsonWebsocketConsumer):
    # The hub listens to the channel layer once for all sockets; a channel for each would cost a task and a queue.
    channel_layer_alias = "none"

    connection: Connection | None = None

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Without Channels' closing of database connections, a thread hop per frame: no query runs in this thread."""
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def connect(self) -> None:
        await self.accept()
        user = self.scope.get("user")
        if user is None or not user.is_authenticated or not user.is_active:
            await self.close(CloseCode.SIGNED_OUT)
            return
        if parse_qs(self.scope["query_string"].decode("latin1")).get("protocol", [str(PROTOCOL)]) != [str(PROTOCOL)]:
            await self.close(CloseCode.OTHER_PROTOCOL)
            return
        self._allowance, self._asked_at, self._bad_frames = float(FRAMES_AT_ONCE), time.monotonic(), 0
        connection = Connection(
            self.base_send, user_id=user.pk, session=session_mark(self.scope["session"].session_key)
        )
        if not current_hub().enter(connection):
            await self.close(CloseCode.TOO_MANY_SOCKETS)
            return
        self.connection = connection
        connection.send_text(messages.hello(settings.VERSION))

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        if self.connection is not None:
            current_hub().leave(self.connection)
            self.connection.forget()
        raise StopConsumer

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any) -> None:
        connection = self.connection
        if connection is None or connection.is_closed:
            return
        if text_data is None:
            self._end(connection, CloseCode.UNSUPPORTED_DATA)
        elif len(text_data) > MAX_FRAME:
            self._end(connection, CloseCode.TOO_BIG)
        elif not self._has_allowance():
            self._end(connection, CloseCode.FLOOD)
        else:
            await self._handle(connection, text_data)

    async def _handle(self, connection: Connection, text: str) -> None:
        try:
            frame = json.loads(text)
        except (ValueError, RecursionError):
            frame = None
        if not isinstance(frame, dict) or not isinstance(frame.get("type"), str):
            self._refuse_frame(connection)
        elif frame["type"] == "ping":
            connection.send_text(messages.pong())
        elif frame["type"] == "subscribe":
            await self._subscribe(connection, frame)
        elif frame["type"] == "unsubscribe":
            self._unsubscribe(connection, frame)
        elif frame["type"] == "typing":
            self._typing(connection, frame)
        else:
            connection.send_text(messages.error(ErrorCode.UNKNOWN_TYPE))

    async def _subscribe(self, connection: Connection, frame: dict[str, Any]) -> None:
        topic, after = frame.get("topic"), frame.get("after")
        if not isinstance(topic, str) or len(topic) > 60 or not _is_number(after):
            self._refuse_frame(connection)
            return
        hub = current_hub()
        followed = sum(connection in room.subscriptions for room in hub.rooms.values())
        if followed >= MAX_TOPICS:
            connection.send_text(messages.error(ErrorCode.TOO_MANY_TOPICS, topic))
            return
        subscription = hub.subscribe(connection, topic)
        try:
            entry = await database_sync_to_async(reading.enter, thread_sensitive=False)(
                connection.user_id, topic, after
            )
        except Exception:
            logger.exception("could not enter %s", topic)
            hub.unsubscribe(connection, topic)
            connection.send_text(messages.error(ErrorCode.UNAVAILABLE, topic))
            return
        if entry is None or not hub.is_waiting(subscription, topic):
            hub.unsubscribe(connection, topic)
            connection.send_text(messages.error(ErrorCode.NOT_FOUND, topic))
        else:
            self._bring_up_to_date(subscription, topic, entry)

    def _bring_up_to_date(self, subscription: Subscription, topic: str, entry: reading.Entry) -> None:
        """With more to read the client asks again; what it then gets is followed by live changes without a gap."""
        hub, connection, found = current_hub(), subscription.connection, entry.catch_up
        connection.send_text(
            messages.subscribed(topic, found.number, found.changes, more=found.more, reset=found.reset)
        )
        if found.more:
            hub.unsubscribe(connection, topic)
        elif not hub.go_live(subscription, topic, found.number, entry.person):
            hub.unsubscribe(connection, topic)
            connection.send_text(messages.unsubscribed(topic, "behind"))

    def _unsubscribe(self, connection: Connection, frame: dict[str, Any]) -> None:
        topic = frame.get("topic")
        if isinstance(topic, str) and current_hub().unsubscribe(connection, topic):
            connection.send_text(messages.unsubscribed(topic, "left"))

    def _typing(self, connection: Connection, frame: dict[str, Any]) -> None:
        topic, thread = frame.get("topic"), frame.get("thread")
        if isinstance(topic, str) and thread is not None and _is_number(thread):
            current_hub().tell_typing(connection, topic, int(thread))
        else:
            self._refuse_frame(connection)

    def _refuse_frame(self, connection: Connection) -> None:
        self._bad_frames += 1
        if self._bad_frames >= BAD_FRAMES:
            self._end(connection, CloseCode.BAD_FRAME)
        else:
            connection.send_text(messages.error(ErrorCode.BAD_FRAME))

    def _has_allowance(self) -> bool:
        now = time.monotonic()
        self._allowance = min(FRAMES_AT_ONCE, self._allowance + (now - self._asked_at) * FRAMES_PER_SECOND) - 1
        self._asked_at = now
        return self._allowance >= 0

    def _end(self, connection: Connection, code: CloseCode) -> None:
        current_hub().leave(connection)
        connection.close(code)


def _is_number(value: object) -> bool:
    return value is None or (type(value) is int and 0 <= value < HIGHEST_NUMBER)
