"""What is kept of what texts mean, and what whoever compares it can be asked.

A document has a vector for each of its passages and sentences. They are compared in memory (`vector_store`), or by a
search server in its own k-NN (`vector_server`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np

from search.documents import SearchDocument
from search.queries import EngineQuery

DIMENSIONS = 512
SCALE = 127 * 5
"""Components of unit vectors of 512 numbers are small (0.14 at most was seen): kept as one byte each, up to ±0.2."""

WHOLE = 0.3
"""How much the document as a whole says beside its nearest passage or sentence: one sentence can be near by chance."""
ENOUGH_TO_KNOW_WHAT_IS_COMMON = 20
"""From so many documents on, what all of them have in common is left out when two of them are compared."""
ALIKE = 0.2
ALIKE_AMONG_FEW = 0.4
"""Cosine from which a reader sees what two texts share: without and with what all texts of the network have in common."""

VectorsOf: TypeAlias = Callable[[Sequence[SearchDocument]], Mapping[str, np.ndarray]]
"""The vectors of those of these documents that have any, a byte a component, by id."""


@dataclass(frozen=True)
class Nearness:
    cosine: float
    """Of the nearest passage or sentence, and a little of the whole text."""
    place: int
    """Of that passage or sentence among the document's vectors; see `vectors.passage_of`."""


class Meaning(Protocol):
    is_filtered: bool
    """Whether it names only what may be read; else the engine that is asked next leaves out the rest."""

    def refresh(self) -> None:
        """Take in what has come since it was last asked."""

    def among(self, vector: np.ndarray, keys: Iterable[str]) -> dict[str, Nearness]:
        """How near these documents are; those without vectors are left out."""

    def nearest(
        self, vector: np.ndarray, query: EngineQuery, languages: tuple[str, ...], most: int
    ) -> Mapping[str, Nearness]:
        """The documents of these languages that are nearest, the nearest first."""

    def like(self, key: str, access: tuple[str, ...], most: int) -> list[str] | None:
        """Keys of the documents that are about the same, the nearest first; None if this one has no vectors."""


def to_bytes(vectors: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(vectors * SCALE), -127, 127).astype(np.int8)


def pack(vectors: np.ndarray) -> bytes:
    return to_bytes(vectors).tobytes()


def unpack(data: bytes) -> np.ndarray:
    return np.frombuffer(data, dtype=np.int8).reshape(-1, DIMENSIONS)


def unit(vector: np.ndarray) -> np.ndarray:
    return vector / (np.linalg.norm(vector) or 1.0)


def whole_of(own: np.ndarray) -> np.ndarray:
    """What a document means as a whole, of length 1."""
    return unit(own.mean(axis=0, dtype=np.float32))
