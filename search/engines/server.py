"""The engine for more than one machine: the index lies on Elasticsearch or OpenSearch.

An index has the version of the schema and the moment of its making in its name. One alias names the index that is
asked, another the one that is being built: who writes, writes to both, so the new one is up to date when the aliases
are swapped, in one step. `docs/decisions/0010-search-server.md` says why it is so.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

from search.analysis import stem
from search.documents import SearchDocument
from search.engines import server_knn
from search.engines.asking import answer
from search.engines.base import Begun, EngineResult, EngineUnavailableError, IndexMissingError, WriterBusyError
from search.engines.embedded_schema import SCHEMA_VERSION
from search.engines.server_client import ServerClient
from search.engines.server_knn import ServerKnn
from search.engines.server_reader import ServerReader, document_of
from search.engines.server_schema import SETTINGS, mappings
from search.engines.server_turns import Turns
from search.engines.server_writer import READ_AT_ONCE, ServerWriter, rows_of, send
from search.engines.tree import Term
from search.meaning import VectorsOf
from search.queries import EngineQuery

logger = logging.getLogger(__name__)

THERE_SECONDS = 2.0
BEGUN_FOR_SECONDS = 24 * 3600
"""A rebuild that was cut short goes on so long; then what it has read is too old to be trusted."""
REFUSED = 400
"""A mistake in what was asked, in the eyes of the server: it does not know what it was asked for."""
FROM_ROWS_READ_BEFORE = 1
"""Version of what a rebuild writes: whatever a writer has brought meanwhile is newer, and stays."""


class ServerEngine:
    takes_vectors = True

    def __init__(self, url: str) -> None:
        self.client = ServerClient(url)
        self.turns = Turns(self.client)
        self.alias = f"{self.client.prefix}-v{SCHEMA_VERSION}"
        self.next_alias = f"{self.alias}-next"
        self._there_until = 0.0
        self._keeping: dict[str, bool] = {}
        """Whether an index of this name keeps vectors; it never changes."""
        self._knn: ServerKnn | None = None
        self._knn_until = 0.0

    # --- indexes ---

    def _named(self, alias: str) -> str | None:
        """The index an alias stands for."""
        with self.client.asking() as server:
            found = server.options(ignore_status=404).indices.get_alias(name=alias)
        return next((name for name in found.body if name.startswith(self.client.prefix)), None)

    def _all_indexes(self) -> list[tuple[int, str]]:
        """Every index of ours, of whatever schema, with the version of it."""
        with self.client.asking() as server:
            names = server.indices.get(index=f"{self.client.prefix}-v*-*", expand_wildcards="open").body
        parts = ((name.removeprefix(f"{self.client.prefix}-v").partition("-"), name) for name in names)
        return [(int(version), name) for (version, _, made), name in parts if version.isdigit() and made.isdigit()]

    def _keeps_vectors(self, name: str) -> bool:
        if name not in self._keeping:
            with self.client.asking() as server:
                described = server.indices.get_mapping(index=name).body[name]
            self._keeping[name] = server_knn.WHOLES in described["mappings"]["properties"]
        return self._keeping[name]

    def _drop(self, names: Iterable[str]) -> None:
        for name in names:
            with self.client.writing() as server:
                server.options(ignore_status=404).indices.delete(index=name)

    def discard(self) -> None:
        """Forget the index: `is_ready` is then false, and the worker builds a new one."""
        self._there_until = self._knn_until = 0.0
        self._drop(name for version, name in self._all_indexes() if version == SCHEMA_VERSION)

    # --- writing ---

    @contextmanager
    def writing(self, *, wait_seconds: float = 0) -> Iterator[ServerWriter]:
        with self.turns.take("writer", wait_seconds) as turn:
            current, begun = self._named(self.alias), self._named(self.next_alias)
            if current is None:
                raise IndexMissingError("there is no index")
            indexes = {name: self._keeps_vectors(name) for name in (current, begun) if name}
            writer = ServerWriter(self.client, indexes, turn)
            yield writer
            writer.flush()
            with self.client.writing() as server:
                server.indices.refresh(index=current)

    def begun(self) -> Begun | None:
        """A rebuild that was cut short and can go on."""
        name = self._named(self.next_alias)
        if name is None:
            return None
        age = time.time() - int(name.rpartition("-")[2]) / 1e9
        if age > BEGUN_FOR_SECONDS:
            logger.warning("the rebuild begun %d hours ago is too old to go on: it starts again", age / 3600)
            return None
        with self.client.writing() as server:
            server.indices.refresh(index=name)
        return Begun(name, frozenset(row["_source"]["id"] for row in self._rows(name, ["id"])))

    def rebuild(
        self,
        batches: Iterable[list[SearchDocument]],
        *,
        on_progress: Callable[[int], None] | None = None,
        wait_seconds: float = 600,
        go_on: Begun | None = None,
        vectors_of: VectorsOf | None = None,
    ) -> int:
        with self.turns.take("rebuild", wait_seconds) as turn:
            name = self._begin(go_on, wait_seconds)
            count = len(go_on.ids) if go_on else 0
            asked_for = vectors_of if self._keeps_vectors(name) else None
            for batch in batches:
                if turn.is_lost:
                    raise WriterBusyError
                send(self.client, name, rows_of(batch, asked_for), FROM_ROWS_READ_BEFORE)
                count += len(batch)
                if on_progress:
                    on_progress(count)
            self._put_in_place(name, wait_seconds)
            return self.count()

    def _begin(self, go_on: Begun | None, wait_seconds: float) -> str:
        """From here on whoever writes, writes to the new index too; rows are read after that."""
        with self.turns.take("writer", wait_seconds) as turn:
            current, begun = self._named(self.alias), self._named(self.next_alias)
            if go_on:
                if begun != go_on.name:
                    raise WriterBusyError  # another process has finished it, or started again
                return begun
            # The index of an older release stays until the one of this release is in place and built again.
            self._drop(
                name
                for version, name in self._all_indexes()
                if name != current and (version == SCHEMA_VERSION or (version < SCHEMA_VERSION and current))
            )
            name = f"{self.alias}-{time.time_ns()}"
            if turn.is_lost:
                raise WriterBusyError
            self._create(name)
            return name

    def _create(self, name: str) -> None:
        """With vectors where the server knows how to compare them: that it takes such fields is the answer."""
        aliases: dict[str, Any] = {self.next_alias: {}}
        kind = {"is_opensearch": self.client.is_opensearch}
        described = mappings()
        described["properties"] |= server_knn.fields(**kind)
        with self.client.writing() as server:
            asked = server.options(ignore_status=REFUSED).indices
            own_settings = SETTINGS | server_knn.settings(**kind)
            answer = asked.create(index=name, settings=own_settings, mappings=described, aliases=aliases)
            if answer.meta.status == REFUSED:
                logger.info("the search server has no k-NN, vectors stay beside the database: %s", answer.body)
                server.indices.create(index=name, settings=SETTINGS, mappings=mappings(), aliases=aliases)

    def _put_in_place(self, name: str, wait_seconds: float) -> None:
        """In one step the new index takes the alias and the old one goes."""
        with self.turns.take("writer", wait_seconds), self.client.writing() as server:
            server.indices.refresh(index=name)
            old = [each for version, each in self._all_indexes() if version == SCHEMA_VERSION and each != name]
            actions: list[dict[str, Any]] = [
                {"add": {"index": name, "alias": self.alias}},
                {"remove": {"index": name, "alias": self.next_alias}},
                *({"remove_index": {"index": each}} for each in old),
            ]
            server.indices.update_aliases(actions=actions)
        self._knn_until = 0.0

    # --- asking ---

    def knn(self) -> ServerKnn | None:
        """Asked with every question, so that the server is only asked once in a while."""
        if time.monotonic() >= self._knn_until:
            name = self._named(self.alias)
            self._knn = ServerKnn(self.client, self.alias) if name and self._keeps_vectors(name) else None
            self._knn_until = time.monotonic() + THERE_SECONDS
        return self._knn

    def search(self, query: EngineQuery) -> EngineResult:
        return answer(self._reader(), query)

    def _reader(self) -> ServerReader:
        return ServerReader(self.client, self.alias)

    def documents(self, ids: Iterable[str]) -> dict[str, SearchDocument]:
        found = {}
        remaining = iter(ids)
        while wanted := list(islice(remaining, READ_AT_ONCE)):
            with self.client.asking() as server:
                rows = server.mget(index=self.alias, ids=wanted, source=["document"])["docs"]
            found |= {row["_id"]: document_of(row) for row in rows if row.get("found")}
        return found

    def _rows(self, index: str, fields: list[str]) -> Iterator[dict[str, Any]]:
        """Everything in the index, in the order of ids."""
        body: dict[str, Any] = {"sort": [{"id": "asc"}], "size": 1_000, "_source": fields}
        while True:
            with self.client.writing() as server:
                rows = server.search(index=index, body=body)["hits"]["hits"]
            yield from rows
            if not rows:
                return
            body["search_after"] = rows[-1]["sort"]

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        for row in self._rows(self.alias, ["id", "document"]):
            yield row["_source"]["id"], row["_source"]["document"]

    def count(self) -> int:
        with self.client.asking() as server:
            return int(server.count(index=self.alias)["count"])

    def is_ready(self) -> bool:
        try:
            return self._named(self.alias) is not None
        except EngineUnavailableError:
            return False

    def is_missing(self) -> bool:
        """Asked with every turn of the worker, so that it is answered yes at once, and no for a while."""
        if time.monotonic() < self._there_until:
            return False
        try:
            if self._named(self.alias) is None:
                return True
        except EngineUnavailableError:
            return False
        self._there_until = time.monotonic() + THERE_SECONDS
        return False

    def document_frequency(self, word: str, languages: tuple[str, ...]) -> Mapping[str, int]:
        wanted = {language: Term(f"body_{language}", stem(word, language)) for language in languages}
        known = self._reader().frequencies(wanted.values())
        return {language: known[term] for language, term in wanted.items()}
