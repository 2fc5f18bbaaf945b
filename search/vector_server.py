"""Compares what texts mean in the k-NN of the search server: nothing of it stands in the memory of a process.

The server keeps of each passage 0.7 × its own vector + 0.3 × that of the whole text (`for_server`), so that one product
with the question is the nearness the store in memory computes from two. Access is part of each k-NN query.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from django.core.cache import cache
from django.db.models import F
from django.db.models.functions import Mod

from search.engines.base import Knn
from search.engines.building import QueryBuilder
from search.engines.tree import AllOf, OneOf, Tree, silent
from search.meaning import (
    ALIKE,
    ALIKE_AMONG_FEW,
    DIMENSIONS,
    ENOUGH_TO_KNOW_WHAT_IS_COMMON,
    SCALE,
    Nearness,
    unit,
    unpack,
    whole_of,
)
from search.models import DocumentVectors
from search.queries import EngineQuery, ParsedText

SAMPLE = 500
"""So many documents tell what all have in common: a component of their mean is then known to a hundredth."""
COMMON_SECONDS = 3600
WIDER = 2
"""So many times more candidates than wanted: without what is common to all, their order is another."""


class VectorServer:
    is_filtered = True

    def __init__(self, knn: Knn) -> None:
        self._knn = knn

    def refresh(self) -> None:
        """Nothing to do: the server sees what has been written to it."""

    def among(self, vector: np.ndarray, keys: Iterable[str]) -> dict[str, Nearness]:
        wanted = tuple(keys)
        return self._passages(vector, silent(OneOf("id", wanted)), len(wanted)) if wanted else {}

    def nearest(
        self, vector: np.ndarray, query: EngineQuery, languages: tuple[str, ...], most: int
    ) -> Mapping[str, Nearness]:
        allowed = AllOf((QueryBuilder(query, 1.0).allowed(), silent(OneOf("facet_lang", languages))))
        return self._passages(vector, allowed, most)

    def _passages(self, vector: np.ndarray, among: Tree, most: int) -> dict[str, Nearness]:
        asked, scale = _as_fine_as_bytes_are(vector)
        found = sorted(self._knn.passages(asked, among, most), key=lambda each: (-each.product, each.key))
        return {each.key: Nearness(each.product / (scale * SCALE), each.place) for each in found}

    def like(self, key: str, access: tuple[str, ...], most: int) -> list[str] | None:
        own = DocumentVectors.objects.filter(key=key, vectors__isnull=False).values_list("vectors", flat=True).first()
        if own is None:
            return None
        common, at_least = what_is_common()
        towards = unit(whole_of(unpack(bytes(own))) - common)
        query = EngineQuery(ParsedText(), access, hidden=(key,))
        products = self._wholes(towards, QueryBuilder(query, 1.0).allowed(), WIDER * most)
        in_common = self._wholes(common, silent(OneOf("id", tuple(products))), len(products)) if common.any() else {}
        size = float(common @ common)
        cosines = {
            each: (product - float(common @ towards)) / max(1 - 2 * in_common.get(each, 0.0) + size, 1e-6) ** 0.5
            for each, product in products.items()
        }
        near = sorted((-cosine, each) for each, cosine in cosines.items() if cosine >= at_least)
        return [each for _cosine, each in near[:most]]

    def _wholes(self, vector: np.ndarray, among: Tree, most: int) -> dict[str, float]:
        """Products of the vector with what the documents mean as a whole."""
        asked, scale = _as_fine_as_bytes_are(vector)
        found = self._knn.wholes(asked, among, most)
        return {key: product / (scale * SCALE) for key, product in found.items()}


def _as_fine_as_bytes_are(vector: np.ndarray) -> tuple[np.ndarray, float]:
    """The vector of a question, and by how much it was multiplied so that its greatest component fills a byte."""
    scale = 127 / (float(np.abs(vector).max()) or 1.0)
    return np.rint(vector * scale).astype(np.int8), scale


def what_is_common() -> tuple[np.ndarray, float]:
    """The mean of what the documents mean, and the cosine from which two are alike without it."""
    kept: tuple[bytes, float] | None = cache.get("search:common-meaning")
    if kept is None:
        kept = _common()
        cache.set("search:common-meaning", kept, COMMON_SECONDS)
    return np.frombuffer(kept[0], dtype=np.float32), kept[1]


def _common() -> tuple[bytes, float]:
    rows = DocumentVectors.objects.filter(vectors__isnull=False)
    count = rows.count()
    if count < ENOUGH_TO_KNOW_WHAT_IS_COMMON:
        return np.zeros(DIMENSIONS, dtype=np.float32).tobytes(), ALIKE_AMONG_FEW
    spread = rows.annotate(turn=Mod(F("pk"), max(count // SAMPLE, 1))).filter(turn=0)
    wholes = [whole_of(unpack(bytes(data or b""))) for data in spread.values_list("vectors", flat=True)[: 2 * SAMPLE]]
    return np.mean(wholes, axis=0, dtype=np.float32).tobytes(), ALIKE
