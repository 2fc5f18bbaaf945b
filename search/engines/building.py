"""Makes the tree that an engine is asked out of a question; the same for every engine."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from search import ranking
from search.analysis import fold, grams, stem, words
from search.documents import facet_field
from search.engines.tree import (
    AllOf,
    AnyOf,
    Best,
    Boost,
    Constant,
    Everything,
    Nothing,
    OneOf,
    Phrase,
    Prefix,
    Term,
    Terms,
    Tree,
    silent,
)
from search.queries import EngineQuery, NamedPlace, ParsedText, Synonym

SHORTEST_PART = 4
SHORTEST_COMPOUND = 9
LONG_QUESTION = 5
"""Above so many words one of them is surely said as it is: compounds of known words are then not looked for."""

Frequencies = Mapping[Term, int]
Corrections = Mapping[str, str]


def meant_words(text: ParsedText, corrections: Corrections) -> Iterator[str]:
    """The words of the question and what they were corrected to."""
    for word in text.words:
        yield word
        if word in corrections:
            yield from words(corrections[word])


def cuts(word: str) -> Iterator[tuple[Term, Term]]:
    """All ways to take a German word for a compound of two."""
    folded = fold(word)
    if len(folded) >= SHORTEST_COMPOUND:
        for middle in range(SHORTEST_PART, len(folded) - SHORTEST_PART + 1):
            left, right = stem(folded[:middle], "de"), stem(folded[middle:], "de")
            yield Term("body_de", left), Term("body_de", right)


def terms_to_know(query: EngineQuery, corrections: Corrections) -> Iterator[Term]:
    """Whose frequency the builder has to know."""
    for word in meant_words(query.text, corrections):
        yield from (Term(f"body_{language}", stem(word, language)) for language in query.languages)
        if "de" in query.languages:
            yield from itertools.chain.from_iterable(cuts(word))


class QueryBuilder:
    """One per search. What it has to know of the index it is told, so it asks nothing itself."""

    def __init__(self, query: EngineQuery, grams_needed: float, frequencies: Frequencies | None = None) -> None:
        self.query = query
        self.languages = query.languages
        self.grams_needed = grams_needed
        self.frequencies = {} if frequencies is None else frequencies
        self.named = query.text.named
        self.is_long = len(query.text.words) > LONG_QUESTION

    # --- text ---

    def word(self, word: str) -> Tree:
        """The word in any form, by its parts, or by enough of its letters."""
        found = tuple(form for language in self.languages for form in self._forms(word, language))
        return AnyOf(found) if found else Nothing()

    def _forms(self, word: str, language: str) -> Iterable[Tree]:
        term = stem(word, language)
        if not term:
            return
        body = Term(f"body_{language}", term)
        yield Boost(Term(f"title_{language}", term), ranking.TITLE)
        yield body
        yield Boost(Term(f"keywords_{language}", term), ranking.KEYWORDS)
        if language == "de" and (parts := self._split(word)):
            yield Boost(AllOf(parts), ranking.PARTS)
        is_known = self.is_long and self.frequencies[body] > 0
        if not is_known and (letters := grams(word)):
            needed = ceil(self.grams_needed * len(letters))
            yield silent(Terms(f"grams_{language}", letters, needed))

    def _split(self, word: str) -> tuple[Term, Term] | None:
        """The two words of a German compound that the index knows best: "Kinder" and "Betreuung"."""
        best, best_frequency = None, 0
        for left, right in cuts(word):
            frequency = self.frequencies[right]
            frequency = frequency and min(frequency, self.frequencies[left])
            if frequency > best_frequency:
                best, best_frequency = (left, right), frequency
        return best

    def phrase(self, phrase: tuple[str, ...], slop: int = 0) -> Tree:
        """The words one after the other, in title or text, in any form."""
        found: list[Tree] = []
        for language in self.languages:
            terms = tuple(stem(word, language) for word in phrase)
            fields = (f"title_{language}", f"body_{language}")
            found += [Term(field, terms[0]) if len(terms) == 1 else Phrase(field, terms, slop) for field in fields]
        return AnyOf(tuple(found))

    def text(self, corrections: Corrections) -> Tree | None:
        """What a hit must say, in order of how well it says it; None when nothing was asked for."""
        text = self.query.text
        must: list[Tree] = []
        better: list[Tree] = []
        if text.words:
            must.append(AnyOf(tuple(self._wanted(corrections))))
            better += self._neighbours(tuple(word for word in text.words if word not in self.named))
            better.append(self._letters(corrections))
            better += self._function_words()
        must += [Boost(self.phrase(phrase), ranking.PHRASE) for phrase in text.phrases]
        if text.excluded and not must:
            must.append(silent(Everything()))
        never = tuple(self.phrase(phrase) for phrase in text.excluded)
        return AllOf(tuple(must), tuple(better), never) if must else None

    def _wanted(self, corrections: Corrections) -> Iterator[Tree]:
        """Each of these makes a result."""
        text = self.query.text
        also = {fold(synonym.typed[0]): synonym for synonym in text.synonyms if len(synonym.typed) == 1}
        yield from (self._place(place) for place in text.places if self.named)
        for word in text.words:
            if word in self.named:
                continue
            said = self._word_or_correction(word, corrections)
            if synonym := also.get(fold(word)):
                said = Best((said, self._others(synonym)))
            yield said
        yield from (self._others(synonym) for synonym in text.synonyms if len(synonym.typed) > 1)
        if start := self.query.unfinished:
            yield Constant(Prefix("plain", fold(start)), ranking.UNFINISHED)
        if self.query.similar:
            yield silent(OneOf("id", self.query.similar))

    def _place(self, place: NamedPlace) -> Tree:
        """Of the place or saying its name: how often it does says nothing about what is sought there."""
        said = AllOf(tuple(self.word(word) for word in place.typed))
        return Constant(AnyOf((OneOf(facet_field("municipality"), place.slugs), said)), ranking.PLACE)

    def _others(self, synonym: Synonym) -> Tree:
        """What the typed words are also called; a text that says several of them says it once."""
        said = (self._term(term, language) for term in synonym.terms for language in self.languages)
        return Boost(Best(tuple(said)), ranking.SYNONYM)

    def _term(self, term: tuple[str, ...], language: str) -> Tree:
        """The words one after the other, in any form; among the keywords, all of them."""
        stems = tuple(stem(word, language) for word in term)
        title, body, keywords = (f"{field}_{language}" for field in ("title", "body", "keywords"))
        named = tuple(Term(keywords, each) for each in stems)
        if len(stems) == 1:
            written: tuple[Tree, ...] = (Boost(Term(title, stems[0]), ranking.TITLE), Term(body, stems[0]))
        else:
            written = (Boost(Phrase(title, stems), ranking.TITLE), Phrase(body, stems))
        return AnyOf((*written, Boost(AllOf(named), ranking.KEYWORDS)))

    def _word_or_correction(self, word: str, corrections: Corrections) -> Tree:
        if word not in corrections:
            return self.word(word)
        meant = (Boost(self.word(part), ranking.CORRECTED) for part in words(corrections[word]))
        return AnyOf((self.word(word), *meant))

    def _letters(self, corrections: Corrections) -> Tree:
        """How many of the question's letters stand together in the text, whatever words they make."""
        text = self.query.text
        found = tuple(dict.fromkeys(gram for word in (*text.topic, *corrections.values()) for gram in grams(word)))
        languages = (text.language,) if text.language in self.languages else self.languages
        return Boost(AnyOf(tuple(Terms(f"grams_{language}", found) for language in languages)), ranking.GRAMS)

    def _function_words(self) -> Iterable[Tree]:
        """What is no subject still tells two good answers apart."""
        for word in self.query.text.topic:
            if word not in self.query.text.words:
                terms = tuple(Term(f"body_{language}", stem(word, language)) for language in self.languages)
                yield Boost(AnyOf(terms), ranking.FUNCTION_WORDS)

    def _neighbours(self, found: tuple[str, ...]) -> Iterable[Tree]:
        for left, right in itertools.pairwise(found):
            yield Boost(self.phrase((left, right), slop=ranking.PROXIMITY_SLOP), ranking.PROXIMITY)

    # --- what may be found ---

    def allowed(self) -> Tree:
        """Access and what is hidden: part of every single thing the index is asked, counts and corrections too."""
        must = [silent(OneOf("access", self.query.access))]
        if self.query.only is not None:
            must.append(silent(OneOf("id", self.query.only)))
        never = (OneOf("id", self.query.hidden),) if self.query.hidden else ()
        return AllOf(tuple(must), never=never)

    def filters(self) -> dict[str, Tree]:
        """Per group in which something was chosen."""
        chosen: dict[str, Tree] = {
            name: silent(OneOf(facet_field(name), values)) for name, values in self.query.filters.items() if values
        }
        if self.query.unless_in:
            elsewhere = (OneOf("also_in", (self.query.unless_in,)),)
            chosen["lang"] = AllOf((chosen.get("lang", silent(Everything())),), never=elsewhere)
        return chosen

    def says(self, word: str) -> Tree:
        """Documents that say the word itself, in any form or as written; for asking whether anybody knows it."""
        forms = (
            Term(f"{field}_{language}", stem(word, language))
            for language in self.languages
            for field in ("title", "body", "keywords")
        )
        return AnyOf((*forms, Term("plain", fold(word))))
