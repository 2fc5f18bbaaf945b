"""The passage of a text that answers, with the words of the question marked."""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import WORD, fold, fold_word, is_stop_word, stem
from search.documents import SearchDocument

SHORTEST_PART = 4
WHOLE_WORD = 3
PART_OF_WORD = 1


class Highlighter:
    """Knows the words of one question; use one per search, it remembers what it has compared."""

    def __init__(self, words: Iterable[str], terms: Iterable[tuple[str, ...]] = ()) -> None:
        """`terms` are what editors say means the same: each is marked where its words follow one another."""
        self.words = tuple(words)
        self.terms = tuple(terms)
        self._joined = "\n".join(fold(word) for word in self.words)
        self._known: dict[str, dict[str, tuple[str, int] | None]] = {}
        self._roots: dict[str, tuple[frozenset[str], re.Pattern[str] | None]] = {}
        self._sequences: dict[str, dict[str, list[tuple[str, ...]]]] = {}

    def _roots_in(self, language: str) -> tuple[frozenset[str], re.Pattern[str] | None]:
        """The stems of the question, and a pattern of those long enough to be part of another word."""
        if language not in self._roots:
            stems = frozenset(stem(word, language) for word in self.words) - {""}
            parts = [re.escape(each) for each in sorted(stems, key=len, reverse=True) if len(each) >= SHORTEST_PART]
            self._roots[language] = stems, re.compile("|".join(parts)) if parts else None
        return self._roots[language]

    def _match(self, word: str, language: str) -> tuple[str, int] | None:
        """The stem of the word and how much of it was asked for."""
        known = self._known.setdefault(language, {})
        if word not in known:
            known[word] = self._compare(word, language)
        return known[word]

    def _compare(self, word: str, language: str) -> tuple[str, int] | None:
        stems, parts = self._roots_in(language)
        own = stem(word, language)
        if own in stems:
            return own, WHOLE_WORD
        if len(own) < SHORTEST_PART:
            return None
        is_part = own in self._joined and not is_stop_word(word, (language,))
        if is_part or (parts and parts.search(fold_word(word))):
            return own, PART_OF_WORD
        return None

    def _sequences_in(self, language: str) -> dict[str, list[tuple[str, ...]]]:
        """The terms as stems, by the first one."""
        if language not in self._sequences:
            found: dict[str, list[tuple[str, ...]]] = {}
            for term in self.terms:
                stems = tuple(stem(word, language) for word in term)
                found.setdefault(stems[0], []).append(stems)
            self._sequences[language] = found
        return self._sequences[language]

    def _said(self, text: str, language: str) -> list[tuple[re.Match[str], tuple[str, int]]]:
        """The words of the text that were asked for, each with its stem and how much of it was."""
        found = list(WORD.finditer(text))
        said = {place: match for place, each in enumerate(found) if (match := self._match(each[0], language))}
        if self.terms:
            sequences = self._sequences_in(language)
            stems = [stem(each[0], language) for each in found]
            for place, first in enumerate(stems):
                for sequence in sequences.get(first, ()):
                    end = place + len(sequence)
                    if tuple(stems[place:end]) == sequence:
                        subjects = (each for each in range(place, end) if not is_stop_word(found[each][0], (language,)))
                        said |= {each: (stems[each], WHOLE_WORD) for each in subjects}
        return [(found[place], said[place]) for place in sorted(said)]

    def best_passage(self, document: SearchDocument, otherwise: int = 0) -> int:
        """The place of the passage that says most of the question, in most different words; `otherwise` when none says any."""
        best, best_score = None, 0
        for place, passage in enumerate(document.passages):
            said = {match for _found, match in self._said(passage, document.lang)}
            if (score := sum(weight for _stem, weight in said)) > best_score:
                best, best_score = place, score
        return otherwise if best is None else best

    def mark(self, text: str, language: str) -> SafeString:
        """Escaped, with <mark> around the words of the question."""
        parts, end = [], 0
        for match, _said in self._said(text, language):
            parts += [escape(text[end : match.start()]), "<mark>", escape(match[0]), "</mark>"]
            end = match.end()
        parts.append(escape(text[end:]))
        return mark_safe("".join(parts))

    def excerpt(self, document: SearchDocument, otherwise: int = 0) -> SafeString:
        return self.passage(document, self.best_passage(document, otherwise))

    def passage(self, document: SearchDocument, number: int) -> SafeString:
        """That passage, marked; the first where there is none of this number."""
        if not document.passages:
            return mark_safe("")
        is_there = 0 <= number < len(document.passages)
        return self.mark(document.passages[number if is_there else 0], document.lang)
