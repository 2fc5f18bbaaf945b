"""Builds tantivy queries out of words; nothing a person typed is ever given to a query parser."""

import itertools
from collections.abc import Iterable, Mapping
from math import ceil

from tantivy import Occur, Query, Schema, Searcher

from search import ranking
from search.analysis import fold, grams, stem, words
from search.engines.embedded_schema import facet_field
from search.queries import EngineQuery, ParsedText

SHORTEST_PART = 4
SHORTEST_COMPOUND = 9
LONG_QUESTION = 5
"""Above so many words one of them is surely said as it is: compounds of known words are then not looked for."""


def silent(query: Query) -> Query:
    """For what must hold but says nothing about how well a text answers."""
    return Query.const_score_query(query, 0.0)


class QueryBuilder:
    """One builder per search: it remembers nothing and asks the searcher only for document frequencies."""

    def __init__(self, schema: Schema, searcher: Searcher, languages: tuple[str, ...], grams_needed: float) -> None:
        self.schema = schema
        self.searcher = searcher
        self.languages = languages
        self.grams_needed = grams_needed
        self.is_long = False

    def term(self, field: str, term: str) -> Query:
        return Query.term_query(self.schema, field, term, "freq")

    def any_of(self, queries: Iterable[Query], at_least: int = 1) -> Query:
        return Query.boolean_query([(Occur.Should, query) for query in queries], minimum_number_should_match=at_least)

    # --- text ---

    def word(self, word: str) -> Query:
        """The word in any form, by its parts, or by enough of its letters."""
        found = [query for language in self.languages for query in self._forms(word, language)]
        return self.any_of(found) if found else Query.empty_query()

    def _forms(self, word: str, language: str) -> Iterable[Query]:
        term = stem(word, language)
        if not term:
            return
        yield Query.boost_query(self.term(f"title_{language}", term), ranking.TITLE)
        yield self.term(f"body_{language}", term)
        yield Query.boost_query(self.term(f"keywords_{language}", term), ranking.KEYWORDS)
        if parts := self._split(word, language):
            both = [(Occur.Must, self.term(f"body_{language}", part)) for part in parts]
            yield Query.boost_query(Query.boolean_query(both), ranking.PARTS)
        is_known = self.is_long and self.searcher.doc_freq(f"body_{language}", term) > 0
        if not is_known and (letters := grams(word)):
            needed = ceil(self.grams_needed * len(letters))
            matching = self.any_of((self.term(f"grams_{language}", gram) for gram in letters), needed)
            yield silent(matching)

    def _split(self, word: str, language: str) -> tuple[str, str] | None:
        """The two words of a German compound that the index knows best: "Kinder" and "Betreuung"."""
        folded = fold(word, language)
        if language != "de" or len(folded) < SHORTEST_COMPOUND:
            return None
        best, best_frequency = None, 0
        for middle in range(SHORTEST_PART, len(folded) - SHORTEST_PART + 1):
            left, right = stem(folded[:middle], language), stem(folded[middle:], language)
            frequency = self.searcher.doc_freq("body_de", right)
            frequency = frequency and min(frequency, self.searcher.doc_freq("body_de", left))
            if frequency > best_frequency:
                best, best_frequency = (left, right), frequency
        return best

    def phrase(self, phrase: tuple[str, ...], slop: int = 0) -> Query:
        """The words one after the other, in title or text, in any form."""
        found = []
        for language in self.languages:
            terms = [stem(word, language) for word in phrase]
            for field in (f"title_{language}", f"body_{language}"):
                query = (
                    self.term(field, terms[0])
                    if len(terms) == 1
                    else Query.phrase_query(self.schema, field, terms, slop=slop)  # type: ignore[arg-type]
                )
                found.append(query)
        return self.any_of(found)

    def text(self, query: EngineQuery, corrections: Mapping[str, str]) -> Query | None:
        """What a hit must say, in order of how well it says it; None when nothing was asked for."""
        text = query.text
        self.is_long = len(text.words) > LONG_QUESTION
        clauses: list[tuple[Occur, Query]] = []
        if text.words:
            wanted = [self._word_or_correction(word, corrections) for word in text.words]
            if query.similar:
                wanted.append(silent(Query.term_set_query(self.schema, "id", list(query.similar))))
            clauses.append((Occur.Must, self.any_of(wanted)))
            clauses += [(Occur.Should, near) for near in self._neighbours(text.words)]
            clauses.append((Occur.Should, self._letters(text, corrections)))
            clauses += [(Occur.Should, other) for other in self._function_words(text)]
        for phrase in text.phrases:
            clauses.append((Occur.Must, Query.boost_query(self.phrase(phrase), ranking.PHRASE)))
        if text.excluded and not clauses:
            clauses.append((Occur.Must, silent(Query.all_query())))
        clauses += [(Occur.MustNot, self.phrase(phrase)) for phrase in text.excluded]
        return Query.boolean_query(clauses) if clauses else None

    def _word_or_correction(self, word: str, corrections: Mapping[str, str]) -> Query:
        if word not in corrections:
            return self.word(word)
        meant = [self.word(part) for part in words(corrections[word])]
        return self.any_of([self.word(word), *(Query.boost_query(query, ranking.CORRECTED) for query in meant)])

    def _letters(self, text: ParsedText, corrections: Mapping[str, str]) -> Query:
        """How many of the question's letters stand together in the text, whatever words they make."""
        found = dict.fromkeys(gram for word in (*text.spoken, *corrections.values()) for gram in grams(word))
        languages = (text.language,) if text.language in self.languages else self.languages
        terms = (self.term(f"grams_{language}", gram) for language in languages for gram in found)
        return Query.boost_query(self.any_of(terms), ranking.GRAMS)

    def _function_words(self, text: ParsedText) -> Iterable[Query]:
        """What is no subject still tells two good answers apart."""
        for word in text.spoken:
            if word not in text.words:
                terms = (self.term(f"body_{language}", stem(word, language)) for language in self.languages)
                yield Query.boost_query(self.any_of(terms), ranking.FUNCTION_WORDS)

    def _neighbours(self, found: tuple[str, ...]) -> Iterable[Query]:
        for left, right in itertools.pairwise(found):
            near = self.phrase((left, right), slop=ranking.PROXIMITY_SLOP)
            yield Query.boost_query(near, ranking.PROXIMITY)

    # --- what may be found ---

    def allowed(self, query: EngineQuery) -> list[tuple[Occur, Query]]:
        """Access and what is hidden: part of every single thing the index is asked, counts and corrections too."""
        clauses = [(Occur.Must, silent(Query.term_set_query(self.schema, "access", list(query.access))))]
        if query.hidden:
            clauses.append((Occur.MustNot, Query.term_set_query(self.schema, "id", list(query.hidden))))
        if query.only is not None:
            clauses.append((Occur.Must, silent(Query.term_set_query(self.schema, "id", list(query.only)))))
        return clauses

    def filters(self, query: EngineQuery, without: str | None = None) -> list[tuple[Occur, Query]]:
        return [
            (Occur.Must, silent(Query.term_set_query(self.schema, facet_field(name), list(values))))
            for name, values in query.filters.items()
            if values and name != without
        ]

    def says(self, word: str) -> Query:
        """Documents that say the word itself in any form; for asking whether anybody knows it."""
        return self.any_of(
            self.term(f"{field}_{language}", stem(word, language))
            for language in self.languages
            for field in ("title", "body", "keywords")
        )
