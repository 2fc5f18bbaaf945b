"""The vectors of all documents in memory, and which of them are nearest to a question."""

import threading
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from search.engines import get_engine
from search.meaning import (
    ALIKE,
    ALIKE_AMONG_FEW,
    DIMENSIONS,
    ENOUGH_TO_KNOW_WHAT_IS_COMMON,
    SCALE,
    WHOLE,
    Meaning,
    Nearness,
    unpack,
    whole_of,
)
from search.models import DocumentVectors
from search.queries import EngineQuery
from search.vector_server import VectorServer

MOST_SCANNED = 20_000
"""Up to so many passages all are compared; beyond it only those of the documents whose mean is nearest."""
DOCUMENTS_COMPARED = 400


class VectorStore:
    """Reads what the worker has added since the last question; one for the whole process."""

    is_filtered = False

    def __init__(self) -> None:
        self._refreshing = threading.Lock()
        self._last_pk = 0
        self._by_key: dict[str, tuple[str, np.ndarray]] = {}
        self._arrange()

    def _arrange(self) -> None:
        self.keys = list(self._by_key)
        self.places = {key: place for place, key in enumerate(self.keys)}
        self.langs = np.array([lang for lang, _ in self._by_key.values()], dtype="U2")
        counts = [len(vectors) for _, vectors in self._by_key.values()]
        self.starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        empty = np.empty((0, DIMENSIONS), dtype=np.int8)
        self.matrix = np.concatenate([empty, *(vectors for _, vectors in self._by_key.values())])
        self.means = np.empty((len(self.keys), DIMENSIONS), dtype=np.float32)
        for place, (key, (lang, _)) in enumerate(list(self._by_key.items())):
            own = self.matrix[self.starts[place] : self.starts[place + 1]]
            self._by_key[key] = (lang, own)  # a view: the vectors stand in memory once
            self.means[place] = whole_of(own)

    def refresh(self) -> None:
        with self._refreshing:
            rows = DocumentVectors.objects.filter(pk__gt=self._last_pk, vectors__isnull=False).order_by("pk")
            found = list(rows.values_list("pk", "key", "lang", "vectors"))
            if found:
                self._last_pk = found[-1][0]
                self._add((key, lang, bytes(data or b"")) for _pk, key, lang, data in found)

    def add(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Key, language and packed vectors of documents that stand in no database."""
        with self._refreshing:
            self._add(rows)

    def _add(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        for key, lang, data in rows:
            self._by_key[key] = (lang, unpack(data))
        self._arrange()

    def forget_all(self) -> None:
        with self._refreshing:
            self._by_key.clear()
            self._last_pk = 0
            self._arrange()

    def among(self, vector: np.ndarray, keys: Iterable[str]) -> dict[str, Nearness]:
        return {key: self._nearness(vector, self.places[key]) for key in keys if key in self.places}

    def nearest(
        self, vector: np.ndarray, query: EngineQuery, languages: tuple[str, ...], most: int
    ) -> Mapping[str, Nearness]:
        candidates = np.flatnonzero(np.isin(self.langs, languages))
        if len(candidates) > DOCUMENTS_COMPARED and len(self.matrix) > MOST_SCANNED:
            by_mean = self.means[candidates] @ vector
            candidates = candidates[np.argpartition(-by_mean, DOCUMENTS_COMPARED)[:DOCUMENTS_COMPARED]]
        found = {self.keys[place]: self._nearness(vector, int(place)) for place in candidates}
        best = sorted(found.items(), key=lambda pair: (-pair[1].cosine, pair[0]))[:most]
        return dict(best)

    def like(self, key: str, access: tuple[str, ...], most: int) -> list[str] | None:
        if key not in self.places:
            return None
        means, at_least = self.means, ALIKE_AMONG_FEW
        if len(self.keys) >= ENOUGH_TO_KNOW_WHAT_IS_COMMON:
            means, at_least = means - means.mean(axis=0), ALIKE
            means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        cosines = means @ means[self.places[key]]
        nearest = np.argsort(-cosines, kind="stable")[: most + 1]
        return [self.keys[place] for place in nearest if cosines[place] >= at_least and self.keys[place] != key]

    def _nearness(self, vector: np.ndarray, place: int) -> Nearness:
        own = self.matrix[self.starts[place] : self.starts[place + 1]].astype(np.float32) @ vector
        nearest = int(np.argmax(own))
        whole = float(self.means[place] @ vector)
        return Nearness((1 - WHOLE) * float(own[nearest]) / SCALE + WHOLE * whole, nearest)


@cache
def vector_store() -> VectorStore:
    return VectorStore()


def meaning() -> Meaning:
    """The search server's own k-NN where the index in use has the vectors, else those beside the database, in memory."""
    knn = get_engine().knn()
    return VectorServer(knn) if knn else vector_store()
