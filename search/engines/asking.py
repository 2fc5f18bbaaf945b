"""From a question to results: the same steps on every engine, each of them one request."""

from dataclasses import replace

from search import ranking
from search.engines.base import EngineResult
from search.engines.building import QueryBuilder, terms_to_know
from search.engines.corrections import Corrector
from search.engines.ordering import ordered_results
from search.engines.reading import Asked, Reader
from search.engines.tree import leaves
from search.queries import EngineQuery

MOST_LEAVES = 1_000
"""Servers refuse questions of more than 1,024 clauses; no sensible question has as many."""


def answer(reader: Reader, query: EngineQuery) -> EngineResult:
    """As asked; then without quotes, then with fewer letters in common, until something is found.

    What the filters alone leave nothing of is not asked for more loosely: the counts beside it would not hold then.
    """
    result = _answer(reader, query, ranking.GRAMS_NEEDED)
    if result.total or not query.text.all_words or _is_found_without_filters(reader, query):
        return result
    if query.text.phrases:
        apart = _answer(reader, replace(query, text=query.text.without_phrases()), ranking.GRAMS_NEEDED)
        return replace(apart, is_relaxed=True) if apart.total else result
    distant = _answer(reader, query, ranking.GRAMS_NEEDED_AT_LEAST)
    return distant if distant.total else result


def _is_found_without_filters(reader: Reader, query: EngineQuery) -> bool:
    wider = query.without_filters().only_counted()
    return query.is_narrowed and _answer(reader, wider, ranking.GRAMS_NEEDED).total > 0


def _answer(reader: Reader, query: EngineQuery, grams_needed: float) -> EngineResult:
    allowed = QueryBuilder(query, grams_needed).allowed()
    corrections = Corrector(reader, query, allowed).corrections()
    frequencies = reader.frequencies(terms_to_know(query, corrections))
    builder = QueryBuilder(query, grams_needed, frequencies)
    text = builder.text(corrections)
    if text is not None and leaves(text) > MOST_LEAVES and len(query.text.words) > 1:
        return _answer(reader, replace(query, text=query.text.shortened()), grams_needed)
    by_date = query.sort == "date" or text is None
    asked = Asked(allowed, text, builder.filters(), by_date, query.offset, query.limit, query.with_facets)
    result = ordered_results(reader, asked, query.order) if query.order else reader.results(asked)
    return replace(result, corrections=corrections)
