"""Translates trees for a search server and asks it, as much as possible at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from search.documents import FACETS, SearchDocument, facet_field
from search.engines.base import EngineResult, Hit
from search.engines.reading import MOST_FACET_VALUES, MOST_VALUES, Asked
from search.engines.server_client import ServerClient
from search.engines.tree import (
    AllOf,
    AnyOf,
    Best,
    Boost,
    Constant,
    Everything,
    Near,
    Nothing,
    OneOf,
    Phrase,
    Prefix,
    Term,
    Terms,
    Tree,
)

LAST_RESULT = 10_000
"""Servers refuse to go further into a list."""
MOST_FREQUENCIES = 5_000
BM25_SCALE = 2.2
"""Lucene leaves the constant k1 + 1 out of BM25; fixed scores are made smaller alike."""
APART = 2.0
"""Lucene counts neighbours with a word between them as half a time, with three as a quarter; tantivy as once."""

Body = dict[str, Any]


def translate(tree: Tree) -> Body:
    return TRANSLATIONS[type(tree)](tree)


def _terms(tree: Terms) -> Body:
    if not tree.terms:
        return {"match_none": {}}
    return {"match": {tree.field: {"query": " ".join(tree.terms), "minimum_should_match": tree.at_least}}}


def _any_of(tree: AnyOf) -> Body:
    if not tree.children:
        return {"match_none": {}}
    children = [translate(child) for child in tree.children]
    return {"bool": {"should": children, "minimum_should_match": tree.at_least}}


def _all_of(tree: AllOf) -> Body:
    parts: dict[str, list[Body]] = {
        "must": [translate(child) for child in tree.children if not _is_silent(child)],
        "filter": [
            translate(child.child) for child in tree.children if isinstance(child, Constant) and not child.score
        ],
        "should": [translate(child) for child in tree.better],
        "must_not": [translate(child) for child in tree.never],
    }
    return {"bool": {name: clauses for name, clauses in parts.items() if clauses}}


def _is_silent(tree: Tree) -> bool:
    return isinstance(tree, Constant) and not tree.score


def _phrase(tree: Phrase) -> Body:
    options = {"query": " ".join(tree.terms), "slop": tree.slop, "boost": APART if tree.slop else 1.0}
    return {"match_phrase": {tree.field: options}}


def _near(tree: Near) -> Body:
    options = {"value": tree.term, "fuzziness": tree.mistakes, "transpositions": True, "rewrite": "constant_score"}
    return {"fuzzy": {tree.field: options}}


TRANSLATIONS: dict[type, Callable[[Any], Body]] = {
    Term: lambda tree: {"term": {tree.field: tree.term}},
    Terms: _terms,
    Phrase: _phrase,
    Near: _near,
    Prefix: lambda tree: {"prefix": {tree.field: tree.start}},
    OneOf: lambda tree: {"terms": {tree.field: list(tree.values)}},
    AnyOf: _any_of,
    AllOf: _all_of,
    Best: lambda tree: {"dis_max": {"queries": [translate(child) for child in tree.children]}},
    Boost: lambda tree: {"bool": {"must": [translate(tree.child)], "boost": tree.by}},
    Constant: lambda tree: {"constant_score": {"filter": translate(tree.child), "boost": tree.score / BM25_SCALE}},
    Everything: lambda tree: {"match_all": {}},
    Nothing: lambda tree: {"match_none": {}},
}


def document_of(row: Mapping[str, Any]) -> SearchDocument:
    return SearchDocument.from_json(row["_source"]["document"])


class ServerReader:
    def __init__(self, client: ServerClient, index: str) -> None:
        self.client = client
        self.index = index

    def _search(self, body: Body) -> Mapping[str, Any]:
        with self.client.asking() as server:
            return server.search(index=self.index, body=body).body  # type: ignore[no-any-return]

    def frequencies(self, terms: Iterable[Term]) -> Mapping[Term, int]:
        """By the statistics of a document that says all of these; it is not stored."""
        wanted = list(dict.fromkeys(islice(terms, MOST_FREQUENCIES)))
        known = dict.fromkeys(wanted, 0)
        said: dict[str, list[str]] = {}
        for term in wanted:
            if term.term:
                said.setdefault(term.field, []).append(term.term)
        if not said:
            return known
        document = {field: " ".join(found) for field, found in said.items()}
        with self.client.asking() as server:
            answer = server.termvectors(
                index=self.index,
                doc=document,
                term_statistics=True,
                field_statistics=False,
                positions=False,
                offsets=False,
            )
        for field, vector in answer["term_vectors"].items():
            known |= {Term(field, term): found.get("doc_freq", 0) for term, found in vector["terms"].items()}
        return known

    def counts(self, trees: Sequence[Tree], among: Tree) -> list[int]:
        wanted = {"filters": {"filters": [translate(tree) for tree in trees]}}
        found = self._search({"size": 0, "query": translate(among), "aggs": {"trees": wanted}})
        return [bucket["doc_count"] for bucket in found["aggregations"]["trees"]["buckets"]]

    def first(self, trees: Sequence[Tree], among: Tree, most: int) -> list[list[SearchDocument]]:
        allowed = translate(among)
        searches: list[Body] = []
        for tree in trees:
            query = {"bool": {"filter": [allowed, translate(tree)]}}
            searches += [{}, {"query": query, "size": most, "_source": ["document"], "sort": ["_doc"]}]
        with self.client.asking() as server:
            answers = server.msearch(index=self.index, searches=searches)["responses"]
        return [[document_of(row) for row in answer.get("hits", {}).get("hits", ())] for answer in answers]

    def values(self, group: str, among: Tree) -> Mapping[str, int]:
        wanted = {"terms": {"field": facet_field(group), "size": MOST_VALUES}}
        found = self._search({"size": 0, "query": translate(among), "aggs": {"values": wanted}})
        return {bucket["key"]: bucket["doc_count"] for bucket in found["aggregations"]["values"]["buckets"]}

    def results(self, asked: Asked) -> EngineResult:
        must = [translate(tree) for tree in (asked.allowed, asked.text) if tree is not None]
        filters = {name: translate(tree) for name, tree in asked.filters.items()}
        start = min(asked.offset, LAST_RESULT)
        body: Body = {
            "query": {"bool": {"must": must}},
            "from": start,
            "size": min(asked.limit, LAST_RESULT - start),
            "track_total_hits": True,
            "_source": ["document"],
            "sort": [{"day": "desc"} if asked.by_date else {"_score": "desc"}, {"id": "asc"}],
        }
        if asked.with_facets:
            body |= {"post_filter": {"bool": {"filter": list(filters.values())}}, "aggs": _facets(filters)}
        else:
            body["query"]["bool"]["filter"] = list(filters.values())
        found = self._search(body)
        rows = found["hits"]["hits"]
        hits = [Hit(document_of(row), 0.0 if asked.by_date else row["sort"][0]) for row in rows]
        counted = _counted(found["aggregations"]) if asked.with_facets else {}
        return EngineResult(found["hits"]["total"]["value"], hits, counted)


def _facets(filters: Mapping[str, Body]) -> Body:
    """One filter for all groups in which nothing is chosen, and one for each of the others, without its own choice."""
    open_groups = [name for name in FACETS if name not in filters]
    parts = {"open": open_groups} | {f"chosen_{name}": [name] for name in filters}
    return {
        part: {
            "filter": {"bool": {"filter": [body for name, body in filters.items() if name not in names]}},
            "aggs": {
                name: {"terms": {"field": facet_field(name), "size": MOST_FACET_VALUES, "order": ORDER}}
                for name in names
            },
        }
        for part, names in parts.items()
        if names
    }


ORDER = [{"_count": "desc"}, {"_key": "asc"}]


def _counted(parts: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    found = {
        name: {bucket["key"]: bucket["doc_count"] for bucket in part[name]["buckets"]}
        for part in parts.values()
        for name in FACETS
        if name in part
    }
    return {name: found[name] for name in FACETS}
