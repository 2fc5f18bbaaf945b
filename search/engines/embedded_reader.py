"""Translates trees for tantivy and runs them on one state of the embedded index."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from math import log
from typing import Any

from tantivy import DocAddress, Occur, Query, Searcher

from search.analysis import LANGUAGES
from search.documents import FACETS, SearchDocument, facet_field
from search.engines.base import EngineResult, Hit
from search.engines.embedded_schema import schema
from search.engines.reading import MOST_FACET_VALUES, MOST_VALUES, Asked
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
    silent,
)


def document_at(searcher: Searcher, address: DocAddress) -> SearchDocument:
    return SearchDocument.from_json(bytes(searcher.doc(address).get_first("document")))  # type: ignore[arg-type]


def translate(tree: Tree) -> Query:
    return TRANSLATIONS[type(tree)](tree)


def _any_of(tree: AnyOf) -> Query:
    clauses = [(Occur.Should, translate(child)) for child in tree.children]
    return Query.boolean_query(clauses, minimum_number_should_match=tree.at_least)


def _terms(tree: Terms) -> Query:
    clauses = [(Occur.Should, Query.term_query(schema(), tree.field, term, "freq")) for term in tree.terms]
    return Query.boolean_query(clauses, minimum_number_should_match=tree.at_least)


def _all_of(tree: AllOf) -> Query:
    clauses = [(Occur.Must, translate(child)) for child in tree.children]
    clauses += [(Occur.Should, translate(child)) for child in tree.better]
    clauses += [(Occur.MustNot, translate(child)) for child in tree.never]
    return Query.boolean_query(clauses)


def _near(tree: Near) -> Query:
    return Query.fuzzy_term_query(schema(), tree.field, tree.term, distance=tree.mistakes, transposition_cost_one=True)


TRANSLATIONS: dict[type, Callable[[Any], Query]] = {
    Term: lambda tree: Query.term_query(schema(), tree.field, tree.term, "freq"),
    Terms: _terms,
    Phrase: lambda tree: Query.phrase_query(schema(), tree.field, list(tree.terms), slop=tree.slop),
    Near: _near,
    Prefix: lambda tree: Query.fuzzy_term_query(schema(), tree.field, tree.start, distance=0, prefix=True),
    OneOf: lambda tree: Query.term_set_query(schema(), tree.field, list(tree.values)),
    AnyOf: _any_of,
    AllOf: _all_of,
    Best: lambda tree: Query.disjunction_max_query([translate(child) for child in tree.children]),
    Boost: lambda tree: Query.boost_query(translate(tree.child), tree.by),
    Constant: lambda tree: Query.const_score_query(translate(tree.child), tree.score),
    Everything: lambda tree: Query.all_query(),
    Nothing: lambda tree: Query.empty_query(),
}


def both(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


class KnownFrequencies(dict[Term, int]):
    """Looked up when they are asked for: in the process that costs less than a list of what might be."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def __missing__(self, term: Term) -> int:
        count = self[term] = self._searcher.doc_freq(term.field, term.term)
        return count


def rarity(count: int, documents: int) -> float:
    """How much BM25 makes of a term that so many of the documents say."""
    return log(1 + (documents - count + 0.5) / (count + 0.5))


class EmbeddedReader:
    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self._in_language: dict[str, int] = {}

    def _documents_in(self, language: str) -> int:
        if language not in self._in_language:
            self._in_language[language] = self.searcher.doc_freq(facet_field("lang"), language)
        return self._in_language[language]

    def _weighed(self, tree: Tree) -> Tree:
        """Terms weigh by how rare they are in their language.

        tantivy counts over all documents, also those that have nothing in the field: where half the texts are in
        another language, the most usual word would still count as rare.
        """
        match tree:
            case Term(field=field, term=term) if (language := field.rpartition("_")[2]) in LANGUAGES:
                count = self.searcher.doc_freq(field, term)
                usual = rarity(count, max(self.searcher.num_docs, count))
                own = rarity(count, max(self._documents_in(language), count))
                return Boost(tree, own / usual)
            case Terms(field=field, terms=terms, at_least=at_least):
                return AnyOf(tuple(self._weighed(Term(field, term)) for term in terms), at_least)
            case AnyOf(children=children) | Best(children=children):
                return replace(tree, children=tuple(map(self._weighed, children)))
            case AllOf(children=children, better=better):
                weighed = (tuple(map(self._weighed, each)) for each in (children, better))
                return replace(tree, **dict(zip(("children", "better"), weighed, strict=True)))
            case Boost(child=child):
                return replace(tree, child=self._weighed(child))
        return tree

    def frequencies(self, terms: Iterable[Term]) -> Mapping[Term, int]:
        return KnownFrequencies(self.searcher)

    def counts(self, trees: Sequence[Tree], among: Tree) -> list[int]:
        allowed = translate(among)
        found = (self.searcher.search(both(allowed, translate(silent(tree))), limit=1) for tree in trees)
        return [each.count for each in found]  # type: ignore[attr-defined]

    def first(self, trees: Sequence[Tree], among: Tree, most: int) -> list[list[SearchDocument]]:
        allowed = translate(among)
        return [self._first(both(allowed, translate(silent(tree))), most) for tree in trees]

    def _first(self, matching: Query, most: int) -> list[SearchDocument]:
        found = self.searcher.search(matching, limit=most, count=False)
        return [document_at(self.searcher, address) for _, address in found.hits]

    def values(self, group: str, among: Tree) -> Mapping[str, int]:
        wanted = {group: {"terms": {"field": facet_field(group), "size": MOST_VALUES}}}
        answer = self.searcher.aggregate(translate(among), wanted)
        return {bucket["key"]: bucket["doc_count"] for bucket in answer[group]["buckets"]}

    def results(self, asked: Asked) -> EngineResult:
        must = [translate(asked.allowed)]
        if asked.text is not None:
            must.append(translate(asked.text if asked.by_date else self._weighed(asked.text)))
        filters = {name: translate(tree) for name, tree in asked.filters.items()}
        found = self.searcher.search(
            both(*must, *filters.values()),
            limit=max(asked.limit, 1),
            offset=asked.offset,
            order_by_field="day" if asked.by_date else None,
        )
        hits = [
            Hit(document_at(self.searcher, address), 0.0 if asked.by_date else score)
            for score, address in found.hits[: asked.limit]
        ]
        facets = self._facets(must, filters) if asked.with_facets else {}
        total: int = found.count  # type: ignore[attr-defined]
        return EngineResult(total, hits, facets)

    def _facets(self, must: list[Query], filters: Mapping[str, Query]) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {}
        for group in (None, *filters):
            names = [group] if group else [name for name in FACETS if name not in filters]
            if not names:
                continue
            others = (query for name, query in filters.items() if name != group)
            wanted = {name: {"terms": {"field": facet_field(name), "size": MOST_FACET_VALUES}} for name in names}
            answer = self.searcher.aggregate(both(*must, *others), wanted)
            for name in names:
                counts[name] = {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
        return {name: counts[name] for name in FACETS}
