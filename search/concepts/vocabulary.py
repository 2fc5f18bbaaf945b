"""The concepts as every question needs them: read once per process, and again when an editor has changed one."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Count, Max

from search.analysis import LANGUAGES, fold, is_stop_word, stem, words
from search.concepts.models import EQUAL_FIELDS, Concept
from search.concepts.terms import term_key
from search.queries import ParsedText, Synonym

LOOK_AGAIN_SECONDS = 5.0
"""How long a process may go on with what it knows before it asks whether something has changed."""
MOST_OTHERS = 12
"""Terms sought beside one that was typed."""
MOST_SYNONYMS = 6
"""Concepts looked for in one question; more make it slow and vague."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One concept: its terms as written, and what is sought for it."""

    equal: tuple[str, ...]
    narrower: tuple[str, ...]


def _languages_of(field: str) -> tuple[str, ...]:
    return {"german": ("de",), "english": ("en",)}.get(field, ())


def _keys(term: Key, languages: Iterable[str]) -> Iterator[tuple[str, Key]]:
    """How a question may say the term: its stems per language, or as written where it is an abbreviation."""
    found = tuple(languages)
    if not found:
        yield "", tuple(fold(word) for word in term)
    for language in found:
        yield language, tuple(stem(word, language) for word in term)


class Vocabulary:
    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._by_key: dict[tuple[str, Key], list[Entry]] = {}
        self._longest = 0
        for concept in concepts:
            entry = Entry(concept.equal_terms, concept.terms_of("narrower"))
            for field in EQUAL_FIELDS:
                for term in concept.terms_of(field):
                    said = tuple(words(term))
                    self._longest = max(self._longest, len(said))
                    for key in _keys(said, _languages_of(field)):
                        self._by_key.setdefault(key, []).append(entry)

    def expand(self, text: ParsedText) -> ParsedText:
        """The same question, with what else its words are called. What is quoted or excluded is left as it is."""
        if not self._by_key or not text.plain:
            return text
        found: list[Synonym] = []
        place = 0
        while place < len(text.plain) and len(found) < MOST_SYNONYMS:
            synonym = self._at(text.plain, place)
            if synonym:
                found.append(synonym)
            place += len(synonym.typed) if synonym else 1
        return replace(text, synonyms=tuple(dict.fromkeys(found)))

    def _at(self, plain: tuple[str, ...], place: int) -> Synonym | None:
        """The longest term that begins here."""
        for length in range(min(self._longest, len(plain) - place), 0, -1):
            typed = plain[place : place + length]
            if length == 1 and is_stop_word(typed[0]):
                continue
            said = dict.fromkeys(key for languages in (LANGUAGES, ()) for key in _keys(typed, languages))
            entries = dict.fromkeys(entry for key in said for entry in self._by_key.get(key, ()))
            if entries:
                terms = {term_key(term): term for entry in entries for term in (*entry.equal, *entry.narrower)}
                others = (
                    term for term in terms.values() if not said.keys() & set(_keys(tuple(words(term)), LANGUAGES))
                )
                return Synonym(typed, tuple(others)[:MOST_OTHERS])
        return None


class _Kept:
    vocabulary: Vocabulary | None = None
    stamp: tuple[object, ...] = ()
    looked_at = 0.0


def vocabulary() -> Vocabulary:
    """As of a few seconds ago at most, whichever process an editor has saved in."""
    now = time.monotonic()
    if _Kept.vocabulary is None or now - _Kept.looked_at >= LOOK_AGAIN_SECONDS:
        state = Concept.objects.aggregate(count=Count("pk"), last=Max("updated_at"))
        stamp = (state["count"], state["last"])
        if _Kept.vocabulary is None or stamp != _Kept.stamp:
            _Kept.vocabulary = Vocabulary(Concept.objects.order_by("pk"))
            _Kept.stamp = stamp
        _Kept.looked_at = now
    return _Kept.vocabulary


def forget() -> None:
    _Kept.vocabulary = None


def expand(text: ParsedText) -> ParsedText:
    return vocabulary().expand(text)
