"""Corrects words that nobody says towards words that somebody does, among what the asker may read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search.analysis import fold, fold_word, stem, words
from search.documents import SearchDocument
from search.engines.building import QueryBuilder
from search.engines.reading import Reader
from search.engines.tree import Near, Term, Tree
from search.queries import EngineQuery

SHORTEST_CORRECTED = 4
LONG_WORD = 8
"""From this length on two mistakes are forgiven, below it one."""
DOCUMENTS_LOOKED_AT = 15
SPELLED_OUT = 2
"""So many letters a word may lose when its umlauts are folded."""


def distance(left: str, right: str, most: int) -> int:
    """Damerau-Levenshtein (neighbours swapped count once), given up above `most`."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before_last, last = last, row
    return last[-1]


@dataclass(frozen=True, slots=True)
class Candidate:
    written: str
    """As it stands in a text."""
    language: str
    """Of that text."""


def can_be_corrected(folded: str) -> bool:
    return len(folded) >= SHORTEST_CORRECTED and not any(character.isdigit() for character in folded)


class Corrector:
    """Everything it looks at, it looks at through the asker's access; what can be asked together is."""

    def __init__(self, reader: Reader, query: EngineQuery, allowed: Tree) -> None:
        self.reader = reader
        self.builder = QueryBuilder(query, 1.0)
        self.allowed = allowed
        self.text = query.text
        self.unfinished = query.unfinished

    def corrections(self) -> dict[str, str]:
        """Per word that no document the asker may read says: what they probably meant."""
        wanted = self._unknown()
        if not wanted:
            return {}
        candidates = self._candidates_of_all([fold(word) for word in wanted])
        counts = self._counts_of(dict.fromkeys(term for found in candidates.values() for term in found))
        language = self._language() if counts else None
        meant = {}
        for word in wanted:
            found = candidates[fold(word)]
            if found:
                # In the question's own language if possible, said as often as possible.
                best = max(found, key=lambda term: (found[term].language == language, counts[term], term))
                meant[word] = found[best].written
        return meant

    def _unknown(self) -> list[str]:
        """What editors know, and what is still being typed, is no mistake."""
        meant = {word for synonym in self.text.synonyms for word in synonym.typed} | {self.unfinished}
        asked = [word for word in self.text.words if can_be_corrected(fold(word)) and word not in meant]
        counts = self._counts([self.builder.says(word) for word in asked])
        return [word for word, count in zip(asked, counts, strict=True) if not count]

    def _counts(self, trees: list[Tree]) -> list[int]:
        return self.reader.counts(trees, self.allowed) if trees else []

    def _counts_of(self, terms: Iterable[str]) -> dict[str, int]:
        found = list(terms)
        return dict(zip(found, self._counts([Term("plain", term) for term in found]), strict=True))

    def _language(self) -> str | None:
        """The language in which most of the question's words are said."""
        if self.text.language:
            return self.text.language
        asked = [(language, stem(word, language)) for language in self.builder.languages for word in self.text.words]
        asked = [(language, term) for language, term in asked if term]
        counts = self._counts([Term(f"body_{language}", term) for language, term in asked])
        said = dict.fromkeys(self.builder.languages, 0)
        for (language, _term), count in zip(asked, counts, strict=True):
            said[language] += bool(count)
        best = max(said, key=lambda language: said[language])
        return best if list(said.values()).count(said[best]) == 1 else None

    def _candidates_of_all(self, wanted: list[str]) -> dict[str, dict[str, Candidate]]:
        """Per word: terms with one mistake less, and only where there are none, those with two."""
        found: dict[str, dict[str, Candidate]] = {folded: {} for folded in wanted}
        for mistakes in (1, 2):
            asked = [word for word in found if not found[word] and (mistakes == 1 or len(word) >= LONG_WORD)]
            if not asked:
                break
            near: list[Tree] = [Near("plain", word, mistakes) for word in asked]
            said = self.reader.first(near, self.allowed, DOCUMENTS_LOOKED_AT)
            for word, documents in zip(asked, said, strict=True):
                found[word] = self._candidates(word, mistakes, documents)
        return found

    def _candidates(self, folded: str, mistakes: int, documents: list[SearchDocument]) -> dict[str, Candidate]:
        """Terms that near in these documents."""
        found: dict[str, Candidate] = {}
        for document in documents:
            if document.lang not in self.builder.languages:
                continue
            for written in written_words(document):
                if abs(len(written) - len(folded)) > mistakes + SPELLED_OUT:
                    continue
                candidate = fold_word(written)
                is_near = candidate[0] == folded[0] or candidate[:2] == folded[1::-1]
                if is_near and candidate not in found and distance(candidate, folded, mistakes) <= mistakes:
                    found[candidate] = Candidate(written, document.lang)
        return found


def written_words(document: SearchDocument) -> Iterator[str]:
    for text in (document.title, *document.keywords, *document.passages):
        yield from words(text)
