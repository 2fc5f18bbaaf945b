"""Vectors in the index of a search server, and its k-NN over them.

A row has one vector for each passage and sentence (nested, a byte a component) and one for the whole text. Nearness is
the product of two vectors, which Lucene compares in graphs (HNSW) on both kinds of server; where a filter leaves few
documents it compares all of them. The filter is part of the query, so the nearest among what is allowed are found.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from search.engines.base import Neighbour
from search.engines.server_client import ServerClient
from search.engines.server_reader import translate
from search.engines.tree import Tree
from search.meaning import DIMENSIONS, SCALE, WHOLE, to_bytes, whole_of

PASSAGES, WHOLES = "passages", "whole"
FIELDS = (PASSAGES, WHOLES)
CANDIDATES = 200
"""So many are looked at in a graph at least; fewer would miss some of the nearest."""
LAST = 10_000

Body = dict[str, Any]


def settings(*, is_opensearch: bool) -> Body:
    return {"knn": True} if is_opensearch else {}


def fields(*, is_opensearch: bool) -> Body:
    vector: Body
    if is_opensearch:
        method = {"name": "hnsw", "engine": "lucene", "space_type": "innerproduct"}
        vector = {"type": "knn_vector", "dimension": DIMENSIONS, "data_type": "byte", "method": method}
    else:
        vector = {
            "type": "dense_vector",
            "dims": DIMENSIONS,
            "element_type": "byte",
            "index": True,
            "similarity": "max_inner_product",
            "index_options": {"type": "hnsw"},
        }
    return {PASSAGES: {"type": "nested", "properties": {"vector": vector}}, WHOLES: vector}


def row_of(own: np.ndarray | None) -> Body:
    """What a document's row says of its vectors; the numbers become JSON when it is sent."""
    if own is None or not len(own):
        return {}
    whole = to_bytes(whole_of(own))
    mixed = (1 - WHOLE) * own.astype(np.float32) / SCALE + WHOLE * whole_of(own)
    return {PASSAGES: [{"vector": vector} for vector in to_bytes(mixed)], WHOLES: whole}


class ServerKnn:
    def __init__(self, client: ServerClient, index: str) -> None:
        self._client = client
        self._index = index

    def passages(self, vector: np.ndarray, among: Tree, most: int) -> list[Neighbour]:
        asked: Body = {
            "path": PASSAGES,
            "query": self._nearest(f"{PASSAGES}.vector", vector, among, most),
            "score_mode": "max",
            "inner_hits": {"size": 1, "_source": False},
        }
        found = []
        for row in self._rows({"nested": asked}, most):
            nearest = row["inner_hits"][PASSAGES]["hits"]["hits"]
            place = nearest[0]["_nested"]["offset"] if nearest else 0
            found.append(Neighbour(row["_id"], _product(row["_score"]), place))
        return found

    def wholes(self, vector: np.ndarray, among: Tree, most: int) -> dict[str, int]:
        rows = self._rows(self._nearest(WHOLES, vector, among, most), most)
        return {row["_id"]: _product(row["_score"]) for row in rows}

    def _nearest(self, field: str, vector: np.ndarray, among: Tree, most: int) -> Body:
        filtered = translate(among)
        wanted = min(max(most, CANDIDATES), LAST)
        if self._client.is_opensearch:
            return {"knn": {field: {"vector": vector.tolist(), "k": wanted, "filter": filtered}}}
        asked = {"field": field, "query_vector": vector.tolist(), "k": wanted, "num_candidates": wanted}
        return {"knn": {**asked, "filter": filtered}}

    def _rows(self, query: Body, most: int) -> list[Mapping[str, Any]]:
        body = {"query": query, "size": min(most, LAST), "_source": False, "track_total_hits": False}
        with self._client.asking() as server:
            return server.search(index=self._index, body=body)["hits"]["hits"]  # type: ignore[no-any-return]


def _product(score: float) -> int:
    """Lucene makes every product positive: 1 + product, or 1 / (1 - product) below nothing."""
    return round(score - 1 if score >= 1 else 1 - 1 / score)
