"""Sends rows to a search server, many at once, each with the version of whose turn it is."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from search.documents import SearchDocument
from search.engines import server_knn
from search.engines.base import EngineUnavailableError, WriterBusyError
from search.engines.server_client import ServerClient
from search.engines.server_schema import row_of
from search.engines.server_turns import Turn
from search.meaning import VectorsOf

BULK_BYTES = 4_000_000
MOST_KEPT = 2_000
"""So many changes are sent at the end of writing, all or none as far as a server can; more go in pieces."""
READ_AT_ONCE = 500
DONE = {200, 201, 404, 409}
"""Written; or gone already, or a newer version is there."""

Row = dict[str, Any]


class ServerWriter:
    def __init__(self, client: ServerClient, indexes: Mapping[str, bool], turn: Turn) -> None:
        """`indexes` by name, with whether each keeps vectors."""
        self._client = client
        self._indexes = indexes
        self._turn = turn
        self._rows: dict[str, Row | None] = {}

    def put(self, documents: Iterable[SearchDocument], vectors_of: VectorsOf | None = None) -> None:
        remaining = iter(documents)
        while batch := list(islice(remaining, READ_AT_ONCE)):
            self._rows |= rows_of(batch, vectors_of if any(self._indexes.values()) else None)
            self._flush_if_many()

    def remove(self, ids: Iterable[str]) -> None:
        for document_id in ids:
            self._rows[document_id] = None
            self._flush_if_many()

    def _flush_if_many(self) -> None:
        if len(self._rows) >= MOST_KEPT:
            self.flush()

    def flush(self) -> None:
        if self._turn.is_lost:
            raise WriterBusyError
        for index, has_vectors in self._indexes.items():
            rows = self._rows if has_vectors else {key: row and _by_words(row) for key, row in self._rows.items()}
            send(self._client, index, rows, self._turn.number)
        self._rows = {}


def rows_of(documents: Sequence[SearchDocument], vectors_of: VectorsOf | None) -> dict[str, Row]:
    vectors = vectors_of(documents) if vectors_of else {}
    return {each.id: row_of(each) | server_knn.row_of(vectors.get(each.id)) for each in documents}


def _by_words(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in server_knn.FIELDS}


def send(client: ServerClient, index: str, rows: Mapping[str, Row | None], version: int) -> None:
    """Rows to put, and None for those to remove; what the index holds in a newer version stays."""
    for lines in _pieces(index, rows, version):
        with client.writing() as server:
            answered = server.bulk(operations=lines)
        failed = [item for entry in answered["items"] for item in entry.values() if item["status"] not in DONE]
        if failed:
            raise EngineUnavailableError(f"{len(failed)} documents were refused: {failed[0].get('error')}")


def _pieces(index: str, rows: Mapping[str, Row | None], version: int) -> Iterator[list[Any]]:
    lines: list[Any] = []
    size = 0
    for key, row in rows.items():
        place = {"_index": index, "_id": key, "version": version, "version_type": "external_gte"}
        entry = [json.dumps({"index" if row else "delete": place})]
        if row:
            entry.append(json.dumps(row, ensure_ascii=False, default=np.ndarray.tolist))
        lines += entry
        size += sum(map(len, entry))
        if size > BULK_BYTES:
            yield lines
            lines, size = [], 0
    if lines:
        yield lines
