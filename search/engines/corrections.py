"""Corrects words that nobody says towards words that somebody does, among what the asker may read."""

from collections.abc import Iterator

from tantivy import Occur, Query, Searcher

from search.analysis import fold, fold_word, stem, words
from search.documents import SearchDocument
from search.engines.embedded_query import QueryBuilder, silent
from search.queries import ParsedText

SHORTEST_CORRECTED = 4
LONG_WORD = 8
"""From this length on two mistakes are forgiven, below it one."""
DOCUMENTS_LOOKED_AT = 15
SPELLED_OUT = 2
"""So many letters a word may lose when its umlauts are folded."""

Clauses = list[tuple[Occur, Query]]


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


class Corrector:
    """Everything it looks at, it looks at through the asker's access."""

    def __init__(self, searcher: Searcher, builder: QueryBuilder, allowed: Clauses, text: ParsedText) -> None:
        self.searcher = searcher
        self.builder = builder
        self.allowed = allowed
        self.text = text

    def corrections(self) -> dict[str, str]:
        """Per word that no document the asker may read says: what they probably meant."""
        wanted = [word for word in self.text.words if self._is_unknown(word)]
        if not wanted:
            return {}
        language = self._language()
        found = {word: self._correct(fold(word), language) for word in wanted}
        return {word: meant for word, meant in found.items() if meant}

    def _is_unknown(self, word: str) -> bool:
        folded = fold(word)
        if len(folded) < SHORTEST_CORRECTED or any(character.isdigit() for character in folded):
            return False
        return not (self._count(self.builder.says(word)) or self._count(self.builder.term("plain", folded)))

    def _count(self, query: Query) -> int:
        matching = Query.boolean_query([*self.allowed, (Occur.Must, silent(query))])
        return self.searcher.search(matching, limit=1).count  # type: ignore[attr-defined, no-any-return]

    def _language(self) -> str | None:
        """The language in which most of the question's words are said."""
        if self.text.language:
            return self.text.language
        said = {
            language: sum(
                bool(self._count(self.builder.term(f"body_{language}", stem(word, language))))
                for word in self.text.words
                if stem(word, language)
            )
            for language in self.builder.languages
        }
        best = max(said, key=lambda language: said[language])
        return best if list(said.values()).count(said[best]) == 1 else None

    def _correct(self, folded: str, language: str | None) -> str | None:
        """With as few mistakes as possible, in the question's own language if possible, said as often as possible."""
        most = 2 if len(folded) >= LONG_WORD else 1
        for mistakes in range(1, most + 1):
            candidates = self._candidates(folded, mistakes)
            if candidates:
                best = max(
                    candidates,
                    key=lambda term: (
                        candidates[term][1] == language,
                        self._count(self.builder.term("plain", term)),
                        term,
                    ),
                )
                return candidates[best][0]
        return None

    def _candidates(self, folded: str, mistakes: int) -> dict[str, tuple[str, str]]:
        """Terms that near, with a word as it is written and the language of the text that writes it."""
        schema = self.builder.schema
        fuzzy = Query.fuzzy_term_query(schema, "plain", folded, distance=mistakes, transposition_cost_one=True)
        matching = Query.boolean_query([*self.allowed, (Occur.Must, silent(fuzzy))])
        found: dict[str, tuple[str, str]] = {}
        for _, address in self.searcher.search(matching, limit=DOCUMENTS_LOOKED_AT, count=False).hits:
            document = SearchDocument.from_json(bytes(self.searcher.doc(address).get_first("document")))  # type: ignore[arg-type]
            if document.lang not in self.builder.languages:
                continue
            for written in written_words(document):
                if abs(len(written) - len(folded)) > mistakes + SPELLED_OUT:
                    continue
                candidate = fold_word(written)
                is_near = candidate[0] == folded[0] or candidate[:2] == folded[1::-1]
                if is_near and candidate not in found and distance(candidate, folded, mistakes) <= mistakes:
                    found[candidate] = (written, document.lang)
        return found


def written_words(document: SearchDocument) -> Iterator[str]:
    for text in (document.title, *document.keywords, *document.passages):
        yield from words(text)
