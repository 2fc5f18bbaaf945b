"""Turns for writers, kept on the search server: one at a time, whichever process or machine they are in.

A turn is a document that only its holder renews. A holder that died stops renewing it, and whoever has seen it
unchanged for long enough, by their own clock, takes over. A holder that was merely slow cannot do harm then: each
turn has a higher number than the one before, everything is written with that number as its version, and the server
refuses an older version.
"""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from search.engines.base import EngineUnavailableError, WriterBusyError
from search.engines.server_client import ServerClient

LEASE_SECONDS = 15.0
RENEWALS = 4
ROUND_SECONDS = 0.05
MAPPINGS = {"dynamic": False, "properties": {}}


@dataclass
class Turn:
    name: str
    number: int
    """Grows with every turn; the version of what is written in it."""
    place: tuple[int, int]
    """Sequence number and primary term of its document, as last written by its holder."""
    holder: str = field(default_factory=lambda: uuid.uuid4().hex)
    is_lost: bool = False


class Turns:
    def __init__(self, client: ServerClient) -> None:
        self.client = client
        self.index = f"{client.prefix}-turns"
        self._seen: dict[str, tuple[tuple[int, int], float]] = {}
        """Where each turn that others hold was last seen to change, and when."""

    @contextmanager
    def take(self, name: str, wait_seconds: float) -> Iterator[Turn]:
        until = time.monotonic() + wait_seconds
        while (turn := self._try(name)) is None:
            if time.monotonic() >= until:
                raise WriterBusyError
            time.sleep(ROUND_SECONDS)
        may_end = threading.Event()
        renewing = threading.Thread(target=self._renew, args=(turn, may_end), daemon=True)
        renewing.start()
        try:
            yield turn
            if turn.is_lost:
                raise WriterBusyError
        finally:
            may_end.set()
            renewing.join()
            self._release(turn)

    def _try(self, name: str) -> Turn | None:
        number = time.time_ns() // 1_000_000
        turn = Turn(name, number, (-1, -1))
        with self.client.writing() as server:
            try:
                found = server.get(index=self.index, id=name)
            except NotFoundError:
                self._create_index(server)
                return self._write(server, turn, turn.holder, is_new=True)
            place = (found["_seq_no"], found["_primary_term"])
            if found["_source"]["holder"] and not self._is_abandoned(name, place):
                return None
            turn.number = max(number, found["_source"]["number"] + 1)
            turn.place = place
            return self._write(server, turn, turn.holder)

    def _is_abandoned(self, name: str, place: tuple[int, int]) -> bool:
        seen, since = self._seen.get(name, (None, 0.0))
        if seen != place:
            self._seen[name] = (place, time.monotonic())
            return False
        return time.monotonic() - since > LEASE_SECONDS

    def _create_index(self, server: Elasticsearch) -> None:
        settings = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
        server.options(ignore_status=400).indices.create(index=self.index, mappings=MAPPINGS, settings=settings)

    def _write(self, server: Elasticsearch, turn: Turn, holder: str, *, is_new: bool = False) -> Turn | None:
        """Only if nobody has written in between."""
        document = {"holder": holder, "number": turn.number, "renewed": time.time_ns()}
        try:
            if is_new:
                answer = server.create(index=self.index, id=turn.name, document=document)
            else:
                number, term = turn.place
                answer = server.index(
                    index=self.index, id=turn.name, document=document, if_seq_no=number, if_primary_term=term
                )
        except ConflictError:
            return None
        turn.place = (answer["_seq_no"], answer["_primary_term"])
        return turn

    def _renew(self, turn: Turn, may_end: threading.Event) -> None:
        while not may_end.wait(LEASE_SECONDS / RENEWALS):
            try:
                with self.client.writing() as server:
                    turn.is_lost = self._write(server, turn, turn.holder) is None
            except EngineUnavailableError:
                continue  # what it writes meanwhile fails too, or comes with its number
            if turn.is_lost:
                return

    def _release(self, turn: Turn) -> None:
        if turn.is_lost:
            return
        try:
            with self.client.writing() as server:
                self._write(server, turn, "")
        except EngineUnavailableError:
            return  # it runs out by itself
