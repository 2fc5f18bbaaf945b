"""What every engine can do; tests/search/contract.py says the same as tests."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from search.documents import SearchDocument
from search.engines.tree import Tree
from search.meaning import VectorsOf
from search.queries import EngineQuery


class EngineUnavailableError(Exception):
    """The index cannot be asked now: missing, broken, or its server is away."""


class IndexMissingError(EngineUnavailableError):
    """There is no index, or none that can be read: it has to be built, waiting does not help."""


class WriterBusyError(Exception):
    """Another process is writing to the index."""


@dataclass(frozen=True)
class Hit:
    document: SearchDocument
    score: float


@dataclass(frozen=True)
class EngineResult:
    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    """Per group, what one more click on a value would find: its own group's choice does not count."""
    is_relaxed: bool = False
    """Nothing says the quoted words one after the other; these say them apart."""
    corrections: dict[str, str] = field(default_factory=dict)
    """Words no document says, and what the asker's part of the index says instead."""


@dataclass(frozen=True)
class Begun:
    """A rebuild that was cut short."""

    name: str
    ids: frozenset[str]
    """What it has written already."""


@dataclass(frozen=True)
class Neighbour:
    key: str
    product: int
    """Of the question and the nearest of the document's vectors, both in bytes."""
    place: int
    """Of that vector among the document's."""


class Knn(Protocol):
    """The engine's own comparison of vectors, a byte a component. `among` is part of the question, never applied after."""

    def passages(self, vector: np.ndarray, among: Tree, most: int) -> list[Neighbour]:
        """The documents of which one passage or sentence is nearest."""

    def wholes(self, vector: np.ndarray, among: Tree, most: int) -> dict[str, int]:
        """The documents that are nearest as a whole, with the product."""


class Writer(Protocol):
    def put(self, documents: Iterable[SearchDocument], vectors_of: VectorsOf | None = None) -> None:
        """Add or replace. The vectors are asked for only where the index keeps them beside the text."""

    def remove(self, ids: Iterable[str]) -> None: ...

    def flush(self) -> None:
        """What was put and removed is written; an error comes now."""


class Engine(Protocol):
    takes_vectors: bool
    """Whether its index may keep vectors, so that they have to be written to it."""

    def knn(self) -> Knn | None:
        """Its own comparison of vectors; None where the index in use has none."""

    def search(self, query: EngineQuery) -> EngineResult: ...

    def documents(self, ids: Iterable[str]) -> dict[str, SearchDocument]:
        """What the index holds of these, without asking who wants to know."""

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Id and stored text of everything, to compare with the database."""

    def count(self) -> int: ...

    def is_ready(self) -> bool:
        """Whether there is an index that can be asked."""

    def is_missing(self) -> bool:
        """Whether it has to be built; a server that is away may well have one."""

    def discard(self) -> None:
        """Forget the index; it is then missing."""

    def begun(self) -> Begun | None:
        """A rebuild that was cut short and can go on; what it holds has been kept up to date."""

    def writing(self, *, wait_seconds: float = 0) -> AbstractContextManager[Writer]:
        """Changes that are found by everyone once the block has ended; WriterBusyError if another process writes."""

    def rebuild(
        self,
        batches: Iterable[list[SearchDocument]],
        *,
        on_progress: Callable[[int], None] | None = None,
        wait_seconds: float = 600,
        go_on: Begun | None = None,
        vectors_of: VectorsOf | None = None,
    ) -> int:
        """Build a new index beside the old one and put it in its place; answers how many documents it holds.

        With what `begun` has answered the batches are those that were still missing.
        """

    def document_frequency(self, word: str, languages: tuple[str, ...]) -> Mapping[str, int]:
        """Per language, how many documents say the word in any form, whoever may read them: never show it."""
