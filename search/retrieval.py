"""Words and meaning together: which documents answer, in which order, and which ones do so in the other language."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TypeAlias

import numpy as np

from search import ranking
from search.analysis import LANGUAGES
from search.engines.base import Engine, EngineResult, Hit
from search.meaning import Meaning, Nearness
from search.queries import EngineQuery, ParsedText
from search.standing import share_of_words, standing, whole_of
from search.vectors import encode

RELEVANCE, NEWEST = "relevance", "date"
MOST_OTHER_LANGUAGE = 5
CANDIDATES = 60
CANDIDATES_UNFILTERED = 240
"""Where they are compared in memory: who may read them is asked afterwards."""
LONGEST_ABBREVIATION = 4


@dataclass(frozen=True)
class Retrieved:
    result: EngineResult
    other_language: list[Hit] = field(default_factory=list)
    near: Mapping[str, Nearness] = field(default_factory=dict)
    """How near those documents are that were compared by meaning."""
    text: ParsedText = field(default_factory=ParsedText)
    """The question as it was asked in the end."""


Reread: TypeAlias = Callable[[ParsedText, Mapping[str, str]], ParsedText | None]
"""The question with its words corrected, if that tells more of it than the engine knows by itself."""


class Retrieval:
    """One question to one engine. Without vectors everything goes by words."""

    def __init__(
        self,
        engine: Engine,
        store: Meaning,
        query: EngineQuery,
        reader_language: str = "de",
        reread: Reread | None = None,
    ) -> None:
        self.engine = engine
        self.store = store
        self.reader_language = reader_language
        self.reread = reread
        self._take(query)

    def _take(self, query: EngineQuery) -> None:
        self.text = query.text
        self.language = self._language()
        self.query = query if query.filters.get("lang") else replace(query, unless_in=self.language)
        self.near: dict[str, Nearness] = {}
        self._found_near: dict[tuple[str, ...], dict[str, Nearness]] = {}
        encoded = encode([" ".join(self.text.topic)]) if self.text.words else None
        self.vector: np.ndarray | None = None if encoded is None else encoded[0]

    def run(self, *, with_other_language: bool = True) -> Retrieved:
        result = self.result()
        if self.query.with_facets and self.text.all_words:
            result = replace(result, facets={**result.facets, "lang": self._count_by_language()})
        others = self._other_language() if with_other_language and self.text.words else []
        return Retrieved(result, others, self.near, self.text)

    # --- results ---

    def result(self) -> EngineResult:
        """The results alone. Their counts of languages are those of words; `run` knows what choosing one would find."""
        result = self._results(self.query)
        corrections = self._corrections(result) if self.reread else {}
        meant = self.reread(self.text, corrections) if self.reread and corrections else None
        if meant is None:
            return result
        self._take(replace(self.query, text=meant))
        return replace(self._results(self.query), corrections=corrections)

    def _corrections(self, result: EngineResult) -> dict[str, str]:
        """Towards the words of any language, whichever is chosen: it shall not decide what the question says."""
        if not (self.query.filters.get("lang") and self.text.words):
            return result.corrections
        return self.engine.search(replace(self.query, filters={}).only_counted()).corrections

    def _results(self, query: EngineQuery) -> EngineResult:
        if self.vector is None:
            return self._page(query)
        if self._asks_across_languages(query):
            query = replace(query, similar=self._similar(query.languages))
        elif self._is_question():
            query = replace(query, similar=self._similar(query.languages)[: ranking.MOST_FOUND_BY_MEANING])
        result = self._page(query)
        if result.total or self._is_abbreviation() or self._is_found_without_filters(query):
            return result
        similar = self._similar(query.languages, self._near_where_nothing_else_is())
        return self._page(replace(query, similar=similar)) if similar else result

    def _is_found_without_filters(self, query: EngineQuery) -> bool:
        """Then it is the filters that leave nothing, and what is only near the question is no answer to them."""
        return query.is_narrowed and self.engine.search(query.without_filters().only_counted()).total > 0

    def _is_abbreviation(self) -> bool:
        """To the encoder "KdU" and "AsylbLG" are as near to anything short as to what they stand for."""
        word = self.text.spoken[0]
        is_mixed = not word.isupper() and word[1:] != word[1:].lower()
        return len(self.text.spoken) == 1 and (len(word) <= LONGEST_ABBREVIATION or is_mixed)

    def _near_where_nothing_else_is(self) -> float:
        is_word = len(self.text.spoken) == 1
        return ranking.NEAR_A_WORD_THAT_NOBODY_SAYS if is_word else ranking.NEAR_WHERE_NOTHING_ELSE_IS

    def _count_by_language(self) -> dict[str, int]:
        """What choosing each would find, asked one by one: each has nearest texts and corrections of its own."""
        counts = {}
        for language in LANGUAGES:
            filters = {**self.query.filters, "lang": (language,)}
            asked = replace(self.query, filters=filters, unless_in="")
            counts[language] = self._results(asked.only_counted()).total
        return {language: count for language, count in counts.items() if count}

    def _asks_across_languages(self, query: EngineQuery) -> bool:
        chosen = query.filters.get("lang")
        return bool(chosen) and self.language not in (chosen or ())

    def _is_question(self) -> bool:
        return len(self.text.spoken) >= ranking.WORDS_OF_A_QUESTION and not self.text.phrases

    def _similar(self, languages: tuple[str, ...], at_least: float = ranking.NEAR_ENOUGH) -> tuple[str, ...]:
        return tuple(self._nearest(languages, at_least))

    def _nearest(self, languages: tuple[str, ...], at_least: float) -> dict[str, Nearness]:
        if self.vector is None:
            return {}
        if languages not in self._found_near:
            self._found_near[languages] = self._readable_near(self.vector, languages)
        near = {key: each for key, each in self._found_near[languages].items() if each.cosine >= at_least}
        self.near |= near
        return near

    def _readable_near(self, vector: np.ndarray, languages: tuple[str, ...]) -> dict[str, Nearness]:
        """What the asker may not read must take nobody's place, or the numbers tell of it."""
        if self.store.is_filtered:
            return dict(self.store.nearest(vector, self.query, languages, CANDIDATES))
        nearest = self.store.nearest(vector, self.query, languages, CANDIDATES_UNFILTERED)
        keys = [key for key, each in nearest.items() if each.cosine >= ranking.NEAR_IN_OTHER_LANGUAGE]
        readable: list[str] = []
        while keys and len(readable) < CANDIDATES:
            some, keys = tuple(keys[:CANDIDATES]), keys[CANDIDATES:]
            asked = replace(self.query.among(some), limit=len(some))
            found = {hit.document.id for hit in self.engine.search(asked).hits}
            readable += [key for key in some if key in found]
        return {key: nearest[key] for key in readable[:CANDIDATES]}

    def _page(self, query: EngineQuery) -> EngineResult:
        """The wanted page of the list. The first hits by words are put in order again by what they mean and are."""
        end = query.offset + query.limit
        if not self.text.words or query.sort != RELEVANCE or end > ranking.REORDERED:
            return self.engine.search(query)
        result = self.engine.search(replace(query, offset=0, limit=ranking.REORDERED))
        return replace(result, hits=self._reordered(result.hits, self.vector)[query.offset : end])

    def _reordered(
        self, hits: list[Hit], vector: np.ndarray | None, *, words: float = 1.0, meaning: float = ranking.MEANING
    ) -> list[Hit]:
        if vector is not None:
            unknown = [hit.document.id for hit in hits if hit.document.id not in self.near]
            self.near |= self.store.among(vector, unknown)
        scores = {hit.document.id: hit.score * share_of_words(hit.document, self.text) for hit in hits}
        highest = max(scores.values(), default=0.0) or 1.0
        both = ranking.BOTH * words if self._is_question() else 0.0
        own = self.language if hits and not self.query.filters.get("lang") else None

        def weight(hit: Hit) -> float:
            near = self.near.get(hit.document.id)
            said, meant = words * scores[hit.document.id] / highest, near.cosine if near else 0.0
            bonus = ranking.OWN_LANGUAGE if hit.document.lang == own else 0.0
            bonus += standing(hit.document, self.text) * meaning / ranking.MEANING
            return said + meaning * meant + both * said * meant + bonus

        return one_of_each_first([(weight(hit), hit) for hit in hits])

    # --- the other language ---

    def _language(self) -> str:
        """The language of the question: by its function words, else by where its words are known, else the reader's."""
        if self.text.language:
            return self.text.language
        said = dict.fromkeys(LANGUAGES, 0)
        for word in self.text.words:
            for language, count in self.engine.document_frequency(word, LANGUAGES).items():
                said[language] += bool(count)
        return max(LANGUAGES, key=lambda language: (said[language], language == self.reader_language))

    def _other_languages(self) -> tuple[str, ...]:
        chosen = self.query.filters.get("lang") or (self.language,)
        return tuple(language for language in LANGUAGES if language not in chosen)

    def _other_language(self) -> list[Hit]:
        languages = self._other_languages()
        if not languages:
            return []
        filters = {**self.query.filters, "lang": languages}
        elsewhere = replace(
            self.query, filters=filters, unless_in=self.language, with_facets=False, offset=0, sort=RELEVANCE, order=()
        )
        if self.vector is None:
            return self.engine.search(replace(elsewhere, limit=MOST_OTHER_LANGUAGE)).hits
        elsewhere = replace(elsewhere, similar=tuple(self._nearest(languages, ranking.NEAR_IN_OTHER_LANGUAGE)))
        hits = self.engine.search(replace(elsewhere, limit=2 * CANDIDATES)).hits
        hits = self._reordered(hits, self.vector, words=ranking.WORDS_IN_OTHER_LANGUAGE, meaning=1.0)
        return [hit for hit in hits if self._means_the_same(hit)][:MOST_OTHER_LANGUAGE]

    def _means_the_same(self, hit: Hit) -> bool:
        """A name in common is not enough; but what has no vectors yet is given the benefit of the doubt."""
        near = self.near.get(hit.document.id)
        return near is None or near.cosine >= ranking.NEAR_IN_OTHER_LANGUAGE


def one_of_each_first(weighed: list[tuple[float, Hit]]) -> list[Hit]:
    """A thread and its posts, a meeting and what it says, are one answer; else they would be all of the first page."""
    before: Counter[tuple[str, ...]] = Counter()
    lowered = []
    for weight, hit in sorted(weighed, key=itemgetter(0), reverse=True):
        whole = whole_of(hit.document)
        lowered.append((weight + ranking.AGAIN * before[whole], hit))
        before[whole] += 1
    return [hit for _weight, hit in sorted(lowered, key=itemgetter(0), reverse=True)]
