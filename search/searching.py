"""One search from question to results: what the page, the API and every list of hits ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString

from search import outbox, ranking
from search.access import readable, tokens_for
from search.analysis import LANGUAGES, fold
from search.documents import SearchDocument
from search.engines import get_engine
from search.engines.base import EngineResult, EngineUnavailableError, Hit
from search.highlighting import Highlighter
from search.queries import EngineQuery, ParsedText, parse_text
from search.vector_store import Nearness, vector_store
from search.vectors import encode

RELEVANCE, NEWEST = "relevance", "date"
SORTS = (RELEVANCE, NEWEST)
MOST_OTHER_LANGUAGE = 5
OTHER_LANGUAGE_CANDIDATES = 60
LAST_RESULT = 10_000
"""Nobody reads that far, and a ranked list has to be made anew for every page of it."""


@dataclass(frozen=True)
class SearchRequest:
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    page_size: int = 20
    sort: str = RELEVANCE
    language: str = "de"
    """Of the reader's interface; the question may be in another."""

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size


@dataclass(frozen=True)
class Result:
    document: SearchDocument
    url: str
    excerpt: SafeString


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


def search(request: SearchRequest, user: Any) -> SearchResponse:
    """Raises EngineUnavailableError when there is no index to ask; a new one is then on its way."""
    try:
        return _Search(request, user).run()
    except EngineUnavailableError:
        outbox.request_rebuild()
        raise


class _Search:
    def __init__(self, request: SearchRequest, user: Any) -> None:
        self.request = request
        self.user = user
        self.text = parse_text(request.text)
        self.engine = get_engine()
        self.vector = None
        self.near: dict[str, Nearness] = {}

    def run(self) -> SearchResponse:
        query = EngineQuery(
            text=self.text,
            access=tokens_for(self.user),
            hidden=outbox.hidden_keys(),
            filters=self.request.filters,
            sort=self.request.sort,
        )
        if self.text.words:
            self._understand()
        result = self._results(query)
        others = self._other_language(query) if self.vector is not None or self.text.words else []
        return self._response(result, others)

    def _understand(self) -> None:
        found = encode([" ".join(self.text.spoken)])
        if found is not None:
            self.vector = found[0]
            vector_store().refresh()

    # --- results ---

    def _results(self, query: EngineQuery) -> EngineResult:
        if self.vector is not None and self._asks_across_languages(query):
            query = replace(query, similar=self._similar(query.languages))
        result = self._page(query)
        if not result.total and self.vector is not None and not query.similar:
            if similar := self._similar(query.languages):
                return self._page(replace(query, similar=similar))
        return result

    def _asks_across_languages(self, query: EngineQuery) -> bool:
        chosen = query.filters.get("lang")
        return bool(chosen) and self._language() not in chosen  # type: ignore[operator]

    def _similar(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        found = vector_store().nearest(self.vector, languages, OTHER_LANGUAGE_CANDIDATES)  # type: ignore[arg-type]
        return tuple(key for key, near in found.items() if near.cosine >= ranking.NEAR_ENOUGH)

    def _page(self, query: EngineQuery) -> EngineResult:
        """The wanted page of the list. The first hits by words are put in order again by what they mean."""
        offset, size = self.request.offset, self.request.page_size
        is_ranked = self.vector is not None and query.sort == RELEVANCE
        if not is_ranked or offset + size > ranking.REORDERED:
            return self.engine.search(replace(query, offset=offset, limit=size))
        result = self.engine.search(replace(query, offset=0, limit=ranking.REORDERED))
        return replace(result, hits=self._reordered(result.hits)[offset : offset + size])

    def _reordered(self, hits: list[Hit]) -> list[Hit]:
        self.near |= vector_store().among(self.vector, (hit.document.id for hit in hits))  # type: ignore[arg-type]
        highest = max((hit.score for hit in hits), default=0.0) or 1.0

        def weight(hit: Hit) -> float:
            near = self.near.get(hit.document.id)
            return hit.score / highest + ranking.MEANING * (near.cosine if near else 0.0)

        return sorted(hits, key=weight, reverse=True)

    # --- the list in the other language ---

    def _language(self) -> str:
        """The language of the question: by its function words, else by where its words are known, else the reader's."""
        if self.text.language:
            return self.text.language
        said = dict.fromkeys(LANGUAGES, 0)
        for word in self.text.words:
            for language, count in self.engine.document_frequency(word, LANGUAGES).items():
                said[language] += bool(count)
        best = max(said, key=lambda language: (said[language], language == self.request.language))
        return best if said[best] else self.request.language

    def _other_languages(self, query: EngineQuery) -> tuple[str, ...]:
        chosen = query.filters.get("lang") or (self._language(),)
        return tuple(language for language in LANGUAGES if language not in chosen)

    def _other_language(self, query: EngineQuery) -> list[Hit]:
        languages = self._other_languages(query)
        if not languages or self.request.page > 1:
            return []
        filters = {**query.filters, "lang": languages}
        elsewhere = replace(query, filters=filters, with_facets=False, offset=0, sort=RELEVANCE)
        if self.vector is None:
            return self.engine.search(replace(elsewhere, limit=MOST_OTHER_LANGUAGE)).hits
        near = vector_store().nearest(self.vector, languages, OTHER_LANGUAGE_CANDIDATES)
        near = {key: nearness for key, nearness in near.items() if nearness.cosine >= ranking.NEAR_ENOUGH}
        self.near |= near
        found = self.engine.search(
            replace(elsewhere, text=ParsedText(), only=tuple(near), limit=OTHER_LANGUAGE_CANDIDATES)
        )
        best = sorted(found.hits, key=lambda hit: -near[hit.document.id].cosine)
        return best[:MOST_OTHER_LANGUAGE]

    # --- what is shown ---

    def _response(self, result: EngineResult, others: list[Hit]) -> SearchResponse:
        urls = readable([hit.document for hit in (*result.hits, *others)], self.user)
        asked = (*self.text.all_words, *result.corrections.values())
        highlighter = Highlighter(asked)

        def shown(hits: list[Hit]) -> list[Result]:
            return [
                self._result(hit.document, urls[hit.document.id], highlighter)
                for hit in hits
                if hit.document.id in urls
            ]

        results = shown(result.hits)
        return SearchResponse(
            request=self.request,
            text=self.text,
            total=result.total - (len(result.hits) - len(results)),
            results=results,
            facets=result.facets,
            other_language=shown(others),
            did_you_mean=corrected(self.request.text, result.corrections),
            is_relaxed=result.is_relaxed,
        )

    def _result(self, document: SearchDocument, url: str, highlighter: Highlighter) -> Result:
        near = self.near.get(document.id)
        return Result(document, url, highlighter.excerpt(document, near.passage if near else 0))


def corrected(text: str, corrections: Mapping[str, str]) -> str:
    """The question as it was probably meant; empty when there is nothing to correct."""
    meant = text
    for word, correction in corrections.items():
        if fold(word) != fold(correction):
            meant = meant.replace(word, correction)
    return "" if meant == text else " ".join(meant.split())[:300]
