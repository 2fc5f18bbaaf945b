"""One search from question to results: what the page, the API and every list of hits ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from search import goodness, outbox, places
from search.access import readable, tokens_for
from search.analysis import fold
from search.concepts.vocabulary import expand
from search.documents import SearchDocument
from search.engines import get_engine
from search.engines.base import EngineResult, Hit, IndexMissingError
from search.highlighting import Highlighter
from search.named_places import locate
from search.proximity import ORDERS, order_for
from search.queries import EngineQuery, ParsedText, parse_text
from search.retrieval import NEWEST, RELEVANCE, Retrieval, Retrieved
from search.vector_store import meaning
from search.vectors import passage_of

SORTS = (RELEVANCE, NEWEST, *ORDERS)
NOWHERE = -1
LAST_RESULT = 10_000
"""Nobody reads that far, and a ranked list has to be made anew for every page of it."""


@dataclass(frozen=True)
class SearchRequest:
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    page_size: int = 20
    sort: str = RELEVANCE
    near: str = ""
    """The municipality that distance and similarity are measured from, if it is not the asker's own."""
    language: str = "de"
    """Of the reader's interface; the question may be in another."""
    with_facets: bool = True
    with_other_language: bool = True

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size


@dataclass(frozen=True)
class Result:
    document: SearchDocument
    url: str
    """Of the exact place, as far as an address can say it."""
    excerpt: SafeString
    place_in_text: str = ""
    """Where the passage stands, for the reader: "page 3"."""


@dataclass(frozen=True)
class SearchResponse:
    request: SearchRequest
    text: ParsedText
    total: int = 0
    results: list[Result] = field(default_factory=list)
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    other_language: list[Result] = field(default_factory=list)
    did_you_mean: str = ""
    is_relaxed: bool = False
    is_poor: bool = False
    """None of the first results answers the question, as far as words and meaning tell."""

    @property
    def also_searched(self) -> list[str]:
        """What else the words of the question are called, for a hint; editors say so."""
        return list(dict.fromkeys(other for synonym in self.text.synonyms for other in synonym.others))


def read_text(raw: str) -> ParsedText:
    """What was typed, with what else it is called and the places it names."""
    return locate(expand(parse_text(raw)))


def reread(text: ParsedText, corrections: Mapping[str, str]) -> ParsedText | None:
    """The corrected question, if its words have other names or name places: what is misspelt is found by these too."""
    meant = locate(expand(text.corrected(corrections)))
    return meant if (meant.synonyms, meant.places) != (text.synonyms, text.places) else None


def engine_query(request: SearchRequest, user: Any) -> EngineQuery:
    order = order_for(request.sort, request.near, user)
    return EngineQuery(
        text=read_text(request.text),
        access=tokens_for(user),
        hidden=outbox.hidden_keys(),
        filters=request.filters,
        sort=request.sort if order or request.sort not in ORDERS else RELEVANCE,
        order=order,
        offset=request.offset,
        limit=request.page_size,
        with_facets=request.with_facets,
    )


def search(request: SearchRequest, user: Any) -> SearchResponse:
    """Raises EngineUnavailableError when the index does not answer; where there is none, a new one is then on its way."""
    query = engine_query(request, user)
    try:
        store = meaning()
        if query.text.words and settings.SEARCH_VECTORS:
            store.refresh()
        retrieval = Retrieval(get_engine(), store, query, request.language, reread)
        retrieved = retrieval.run(with_other_language=request.with_other_language and request.page == 1)
    except IndexMissingError:
        outbox.request_rebuild()
        raise
    return _response(request, retrieved.text, retrieved, user)


def only_counted(request: SearchRequest) -> SearchRequest:
    """The same result set, for whoever wants its numbers and not its results: nothing is ranked or highlighted."""
    return replace(request, page=1, page_size=1, sort=NEWEST, with_other_language=False)


def counted(query: EngineQuery, language: str) -> EngineResult:
    """Total and, where the query asks for them, facets, by the same rules as the results."""
    asked = query.only_counted(with_facets=query.with_facets)
    return Retrieval(get_engine(), meaning(), asked, language, reread).result()


def _response(request: SearchRequest, text: ParsedText, retrieved: Retrieved, user: Any) -> SearchResponse:
    result = retrieved.result
    urls = readable([hit.document for hit in (*result.hits, *retrieved.other_language)], user)
    highlighter = Highlighter((*text.all_words, *result.corrections.values()), text.other_terms)

    def shown(hits: list[Hit]) -> list[Result]:
        readable_hits = (hit.document for hit in hits if hit.document.id in urls)
        return [shown_result(document, urls[document.id], retrieved, highlighter) for document in readable_hits]

    results = shown(result.hits)
    return SearchResponse(
        request=request,
        text=text,
        total=result.total - (len(result.hits) - len(results)),
        results=results,
        facets=result.facets,
        other_language=shown(retrieved.other_language),
        did_you_mean=corrected(request.text, result.corrections),
        is_relaxed=result.is_relaxed,
        is_poor=request.page == 1 and _is_poor(request, text, results, retrieved),
    )


def shown_result(document: SearchDocument, url: str, retrieved: Retrieved, highlighter: Highlighter) -> Result:
    """The passage that answers, and its place; a document found by its title only has no place."""
    near = retrieved.near.get(document.id)
    passage = highlighter.best_passage(document, passage_of(document, near.place) if near else NOWHERE)
    place = places.place_of(document, passage)
    excerpt = highlighter.passage(document, passage)
    return Result(document, places.exact_url(url, place), excerpt, places.label_of(place))


def _is_poor(request: SearchRequest, text: ParsedText, results: list[Result], retrieved: Retrieved) -> bool:
    result = retrieved.result
    if result.is_relaxed or request.sort != RELEVANCE:
        return result.is_relaxed or not result.total
    cosines = {key: near.cosine for key, near in retrieved.near.items()}
    alternatives = {word: (meant,) for word, meant in result.corrections.items()}
    return goodness.is_poor(text, [shown.document for shown in results], cosines, alternatives)


def corrected(text: str, corrections: Mapping[str, str]) -> str:
    """The question as it was probably meant; empty when there is nothing to correct."""
    meant = text
    for word, correction in corrections.items():
        if fold(word) != fold(correction):
            meant = meant.replace(word, correction)
    return "" if meant == text else " ".join(meant.split())[:300]
