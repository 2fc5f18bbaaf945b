"""The room hub of a process: one subscription per topic on the channel layer, one frame for all local sockets.

The database is the log, the channel layer only a hint: every few seconds the hub compares its rooms with the log and
reads what it has missed, so delivery does not depend on Redis.
"""

import asyncio
import logging
import time
from collections.abc import Coroutine, Iterable
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings

from network.realtime import messages, reading
from network.realtime.connection import Connection
from network.realtime.groups import CONTROL, NEWS, PERSON, topic_group
from network.realtime.link import Link
from network.realtime.messages import CloseCode, Person
from network.realtime.process import PROCESS_ID
from network.realtime.registry import CatchUp, has_log
from network.realtime.room import Room, Subscription
from network.realtime.sender import sender

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_SWEEPS = 20
SECONDS_BEFORE_ANNOUNCING = 0.3
"""Who comes and goes, and what is new, is gathered for so long."""
MAX_SOCKETS_PER_PERSON = 30


async def _read(topic: str, after: int) -> CatchUp:
    return await database_sync_to_async(reading.changes_after, thread_sensitive=False)(topic, after)


class Hub:
    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.connections: dict[int, set[Connection]] = {}
        self._link: Link | None = None
        self._poll: asyncio.Task[None] | None = None
        self._announcing: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._news: set[str] = set()
        self._revocation: int | None = None
        self._swept_at = 0.0

    # --- sockets come and go

    def enter(self, connection: Connection) -> bool:
        mine = self.connections.setdefault(connection.user_id, set())
        if len(mine) >= MAX_SOCKETS_PER_PERSON:
            return False
        mine.add(connection)
        if self._poll is None:
            self._start()
        return True

    def leave(self, connection: Connection) -> None:
        for topic in [topic for topic, room in self.rooms.items() if connection in room.subscriptions]:
            self.unsubscribe(connection, topic)
        mine = self.connections.get(connection.user_id, set())
        mine.discard(connection)
        if not mine:
            self.connections.pop(connection.user_id, None)
        if not self.connections:
            self._stop()

    def subscribe(self, connection: Connection, topic: str) -> Subscription:
        """Listens from now on, but delivers nothing before the access check and the catching up."""
        room = self.rooms.get(topic)
        if room is None:
            room = self.rooms[topic] = Room(topic, _read)
            if self._link and has_log(topic):
                self._link.want(topic_group(topic))
        room.subscriptions[connection] = subscription = Subscription(connection)
        return subscription

    def is_waiting(self, subscription: Subscription, topic: str) -> bool:
        """False when the person was shut out while the access check was under way."""
        room = self.rooms.get(topic)
        return room is not None and room.subscriptions.get(subscription.connection) is subscription

    def go_live(self, subscription: Subscription, topic: str, number: int, person: Person) -> bool:
        """False when more came in the meantime than was kept."""
        self.rooms[topic].start(number)
        is_complete = subscription.go_live(number)
        subscription.person = person
        self._announce_soon(topic)
        return is_complete

    def unsubscribe(self, connection: Connection, topic: str) -> bool:
        room = self.rooms.get(topic)
        if room is None or room.subscriptions.pop(connection, None) is None:
            return False
        if room.subscriptions:
            self._announce_soon(topic)
        else:
            self._close_room(room)
        return True

    # --- what arrives, from this process or from the channel layer

    def _hear(self, message: dict[str, Any]) -> None:
        """From the channel layer. What this process said itself has been received: nobody is to look again twice."""
        if not message["type"].startswith("control.") or message.get("origin") != PROCESS_ID:
            self.receive(message)

    def receive(self, message: dict[str, Any]) -> None:
        """`message["type"]` names the handler below."""
        if message["type"] == "topic.message":
            self._on_topic_message(message)
        elif message["type"] == "topic.presence":
            self._on_presence(message)
        elif message["type"] == "topic.typing":
            self._on_typing(message)
        elif message["type"] == "control.hint":
            self._hint(message["topics"])
        elif message["type"] == "control.news":
            self._on_news(message["topic"])
        elif message["type"] == "control.revoke":
            self.revoke(message["user_id"], message["topic"], message["session"])

    def _on_topic_message(self, message: dict[str, Any]) -> None:
        if (room := self.rooms.get(message["topic"])) is not None:
            room.receive(message["number"], message["text"])

    def _on_presence(self, message: dict[str, Any]) -> None:
        room = self.rooms.get(message["topic"])
        if room is None or message["origin"] == PROCESS_ID:
            return
        is_new = message["origin"] not in room.remote_people
        room.hear_of(message["origin"], message["people"])
        room.announce_presence()
        if is_new:
            self._tell_others(room)

    def _on_typing(self, message: dict[str, Any]) -> None:
        room = self.rooms.get(message["topic"])
        if room is not None and message["origin"] != PROCESS_ID:
            room.tell_typing(message["thread"], message["person"])

    def _hint(self, topics: Iterable[str]) -> None:
        for topic in topics:
            if (room := self.rooms.get(topic)) is not None:
                room.hint()

    def _on_news(self, topic: str) -> None:
        if not self._news:
            asyncio.get_running_loop().call_later(SECONDS_BEFORE_ANNOUNCING, self._tell_news_soon)
        self._news.add(topic)

    def _tell_news_soon(self) -> None:
        topics, self._news = self._news, set()
        people = {connection.user_id for room in self._rooms_of(NEWS) for connection in room.subscriptions}
        if people:
            self._do(self._tell_news(dict.fromkeys(topics, people)))

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell_news(self, people: dict[str, set[int]]) -> None:
        try:
            entitled = await _in_thread(reading.still_entitled, people)
        except Exception:
            logger.exception("news could not be told; the next ones will be")
        else:
            self._hint(f"{NEWS}:{user_id}" for user_id in set().union(*entitled.values()))

    def _rooms_of(self, prefix: str) -> list[Room]:
        return [room for topic, room in self.rooms.items() if topic.startswith(f"{prefix}:")]

    def revoke(self, user_id: int | None, topic: str, session: str) -> None:
        """Without a topic the sockets of the person, or of one session, are closed; without a person all are asked about."""
        if user_id is None:
            self._do(self._review([topic]))
            return
        for connection in list(self.connections.get(user_id, ())):
            if topic:
                if self.unsubscribe(connection, topic):
                    connection.send_text(messages.unsubscribed(topic, "revoked"))
            elif not session or connection.session == session:
                self.leave(connection)
                connection.close(CloseCode.SIGNED_OUT)
        if topic:  # what the person may no longer read is no longer counted for them
            self._hint([f"{PERSON}:{user_id}"])

    # --- presence

    def tell_typing(self, connection: Connection, topic: str, thread: int) -> None:
        """Kept nowhere: who does not hear it has missed nothing."""
        room = self.rooms.get(topic)
        person = room.who_types(connection) if room is not None and has_log(topic) else None
        if room is not None and person is not None:
            room.tell_typing(thread, person)
            message = {"type": "topic.typing", "topic": topic, "origin": PROCESS_ID, "thread": thread, "person": person}
            sender.send(topic_group(topic), message)

    def _announce_soon(self, topic: str) -> None:
        if topic not in self._announcing and has_log(topic):
            self._announcing.add(topic)
            asyncio.get_running_loop().call_later(SECONDS_BEFORE_ANNOUNCING, self._announce, topic)

    def _announce(self, topic: str) -> None:
        self._announcing.discard(topic)
        if (room := self.rooms.get(topic)) is not None:
            room.announce_presence()
            self._tell_others(room)

    def _tell_others(self, room: Room) -> None:
        if not has_log(room.topic):
            return
        message = {"type": "topic.presence", "topic": room.topic, "origin": PROCESS_ID, "people": room.local_people()}
        sender.send(topic_group(room.topic), message)

    def _close_room(self, room: Room) -> None:
        room.close()
        self.rooms.pop(room.topic, None)
        self._tell_others(room)
        if self._link and has_log(room.topic):
            self._link.leave(topic_group(room.topic))

    # --- keeping up with the log

    def _start(self) -> None:
        self._link = Link(self._hear, self._on_joined)
        self._link.want(CONTROL)
        self._link.start()
        self._poll = asyncio.get_running_loop().create_task(self._keep_up())

    def _stop(self) -> None:
        if self._poll is not None and self._link is not None:
            self._poll.cancel()
            self._link.stop()
            self._poll, self._link, self._revocation = None, None, None

    def _on_joined(self, group: str) -> None:
        """What was sent before the group was joined is only in the log."""
        for topic, room in self.rooms.items():
            if topic_group(topic) == group:
                room.fill()
                self._tell_others(room)

    async def _keep_up(self) -> None:
        self._swept_at = time.monotonic()
        while True:
            try:
                await self._compare()
                if time.monotonic() - self._swept_at > SECONDS_BETWEEN_SWEEPS:
                    self._swept_at = time.monotonic()
                    await self._sweep()
            except Exception:
                logger.exception("the log could not be read; trying again")
            await asyncio.sleep(settings.REALTIME_POLL_SECONDS)

    async def _compare(self) -> None:
        """A room behind the log reads what it has missed; revocations count even if nobody announced them."""
        numbers, (self._revocation, revocations) = await _in_thread(_look, list(self.rooms), self._revocation)
        for revocation in revocations:
            self.revoke(revocation.user_id, revocation.topic, revocation.session)
        for topic, number in numbers.items():
            room = self.rooms.get(topic)
            if room is not None and room.number is not None and number > room.number:
                room.fill()

    async def _sweep(self) -> None:
        """Ask again who may be here, and tell the other processes who is."""
        await self._review(list(self.rooms))
        for room in list(self.rooms.values()):
            self._tell_others(room)

    async def _review(self, topics: list[str]) -> None:
        """Who fails to answer is asked again by the next sweep."""
        rooms = {topic: self.rooms[topic] for topic in topics if topic in self.rooms}
        readers = {topic: {connection.user_id for connection in room.subscriptions} for topic, room in rooms.items()}
        entitled = await _in_thread(reading.still_entitled, readers)
        for topic, user_ids in readers.items():
            for user_id in user_ids - entitled[topic]:
                self.revoke(user_id, topic, "")


def _look(topics: list[str], revocation: int | None) -> tuple[dict[str, int], tuple[int, list[Any]]]:
    return reading.last_numbers(topics), reading.revocations_after(revocation)


async def _in_thread(function: Any, *args: Any) -> Any:
    return await database_sync_to_async(function, thread_sensitive=False)(*args)


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def current_hub() -> Hub:
    """The hub of the running event loop; a server has one loop, tests have one each."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        for closed in [known for known in _hubs if known.is_closed()]:
            del _hubs[closed]
        _hubs[loop] = Hub()
    return _hubs[loop]


def receive_locally(message: dict[str, Any]) -> None:
    """Hand a message to the sockets of this process, from whatever thread."""
    for loop, hub in list(_hubs.items()):
        if not loop.is_closed():
            loop.call_soon_threadsafe(hub.receive, message)
