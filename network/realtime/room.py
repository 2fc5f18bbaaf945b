"""The sockets of one process that listen to one topic, and the order of what they hear."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from network.realtime import messages
from network.realtime.connection import Connection
from network.realtime.messages import Person
from network.realtime.registry import CatchUp

logger = logging.getLogger(__name__)

SECONDS_FOR_DISORDER = 0.05
"""Two commits may be announced in the other order; only what stays away longer is read from the database."""
MAX_EARLY = 1000
MAX_PENDING = 500
SECONDS_OF_REMOTE_PRESENCE = 70
PEOPLE_SHOWN = 30
SECONDS_BETWEEN_TYPING = 2
"""Of one socket; it is said again as long as somebody types."""
SECONDS_BETWEEN_TYPERS = 0.25
"""In one room, however many type: a thousand sockets are told of each."""


class Subscription:
    """One socket in one room. Until it has caught up, what arrives is kept back."""

    __slots__ = ("connection", "number", "pending", "person", "typed_at")

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.number = 0
        self.pending: list[tuple[int, str]] | None = []
        self.person: Person | None = None
        self.typed_at = 0.0

    def deliver(self, number: int, text: str) -> None:
        if self.pending is not None:
            if len(self.pending) < MAX_PENDING:
                self.pending.append((number, text))
        elif number > self.number:
            self.number = number
            self.connection.send_text(text)

    def go_live(self, number: int) -> bool:
        """Deliver what came while catching up; False if more came than was kept, then catch up again."""
        pending, self.pending, self.number = self.pending or [], None, number
        for frame in pending:
            self.deliver(*frame)
        return len(pending) < MAX_PENDING

    @property
    def is_live(self) -> bool:
        return self.pending is None


class Room:
    def __init__(self, topic: str, read: Callable[[str, int], Awaitable[CatchUp]]) -> None:
        self.topic = topic
        self.number: int | None = None
        self.subscriptions: dict[Connection, Subscription] = {}
        self.remote_people: dict[str, tuple[float, list[Person]]] = {}
        self._read = read
        self._early: dict[int, str] = {}
        self._missed_before_start = False
        self._typed_at = 0.0
        self._filling: asyncio.Task[None] | None = None
        self._waiting: asyncio.TimerHandle | None = None

    def start(self, number: int) -> None:
        """From the first one who has caught up the room knows where it stands."""
        if self.number is None:
            self.number = number
            if self._missed_before_start:
                self.fill()

    def receive(self, number: int, text: str) -> None:
        if self.number is None:
            self._missed_before_start = True
        elif number > self.number:
            if len(self._early) < MAX_EARLY:
                self._early[number] = text
            self._advance()
            self._wait_for_missing()

    def fill(self) -> None:
        """Read from the log what did not arrive."""
        if self._filling is None and self.number is not None:
            self._filling = asyncio.get_running_loop().create_task(self._fill())

    def close(self) -> None:
        for pending in (self._filling, self._waiting):
            if pending is not None:
                pending.cancel()

    def people(self) -> list[Person]:
        """Who is here, in this and in other processes, everyone once."""
        now = time.monotonic()
        self.remote_people = {origin: kept for origin, kept in self.remote_people.items() if kept[0] > now}
        people = {person["id"]: person for _until, remote in self.remote_people.values() for person in remote}
        people |= {person["id"]: person for person in self.local_people()}
        return sorted(people.values(), key=lambda person: (person["name"].casefold(), person["id"]))

    def local_people(self) -> list[Person]:
        return list({s.person["id"]: s.person for s in self.subscriptions.values() if s.person}.values())

    def hear_of(self, origin: str, people: list[Person]) -> None:
        self.remote_people[origin] = (time.monotonic() + SECONDS_OF_REMOTE_PRESENCE, people)

    def announce_presence(self) -> None:
        people = self.people()
        named = [person for person in people if person["name"]]
        text = messages.presence(self.topic, named[:PEOPLE_SHOWN], len(people))
        for subscription in self.subscriptions.values():
            if subscription.is_live:
                subscription.connection.send_text(text)

    def who_types(self, connection: Connection) -> Person | None:
        """None where it has been said just now, or by somebody who is not here."""
        now, subscription = time.monotonic(), self.subscriptions.get(connection)
        if subscription is None or subscription.person is None:
            return None
        if now - subscription.typed_at < SECONDS_BETWEEN_TYPING or now - self._typed_at < SECONDS_BETWEEN_TYPERS:
            return None
        subscription.typed_at = self._typed_at = now
        return subscription.person

    def tell_typing(self, thread: int, person: Person) -> None:
        """To everybody else who is here; who has no name here is somebody."""
        text = messages.typing(self.topic, thread, person if person["name"] else None)
        for subscription in self.subscriptions.values():
            if subscription.is_live and subscription.person and subscription.person["id"] != person["id"]:
                subscription.connection.send_text(text)

    def hint(self) -> None:
        text = messages.hint(self.topic)
        for subscription in self.subscriptions.values():
            if subscription.is_live:
                subscription.connection.send_text(text)

    def _advance(self) -> None:
        while self.number is not None and (text := self._early.pop(self.number + 1, None)) is not None:
            self._deliver(self.number + 1, text)

    def _deliver(self, number: int, text: str) -> None:
        self.number = number
        for subscription in self.subscriptions.values():
            subscription.deliver(number, text)

    def _wait_for_missing(self) -> None:
        if self._early and self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_later(SECONDS_FOR_DISORDER, self._stop_waiting)

    def _stop_waiting(self) -> None:
        self._waiting = None
        if self._early:
            self.fill()

    async def _fill(self) -> None:
        try:
            more = True
            while more:
                found = await self._read(self.topic, self.number or 0)
                self._take(found)
                more = found.more
        except Exception:
            # The database is away: the next poll finds the room behind and tries again.
            logger.exception("could not read what %s has missed", self.topic)
        finally:
            self._filling = None
        self._early = {number: text for number, text in self._early.items() if number > (self.number or 0)}
        self._advance()
        self._wait_for_missing()

    def _take(self, found: CatchUp) -> None:
        """The log is right even where numbers are missing: what they stood for has been removed."""
        for change in found.changes:
            if change["number"] > (self.number or 0):
                self._deliver(change["number"], messages.message(self.topic, change))
        if found.number > (self.number or 0):
            self.number = found.number
        if found.reset:
            text = messages.subscribed(self.topic, found.number, [], reset=True)
            for subscription in self.subscriptions.values():
                if subscription.is_live:
                    subscription.number = found.number
                    subscription.connection.send_text(text)
