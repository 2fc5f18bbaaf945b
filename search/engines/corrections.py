"""Corrects words that nobody says towards words that somebody does, among what the asker may read."""

from collections.abc import Iterator

from tantivy import Occur, Query, Searcher

from search.analysis import fold, fold_word, words
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


def find_corrections(searcher: Searcher, builder: QueryBuilder, allowed: Clauses, text: ParsedText) -> dict[str, str]:
    """Per word that no document the asker may read says: what they probably meant."""
    found = {}
    for word in text.words:
        folded = fold(word)
        if len(folded) < SHORTEST_CORRECTED or any(character.isdigit() for character in folded):
            continue
        if count(searcher, allowed, builder.says(word)) or count(searcher, allowed, builder.term("plain", folded)):
            continue
        if meant := correct(searcher, builder, allowed, folded):
            found[word] = meant
    return found


def count(searcher: Searcher, allowed: Clauses, query: Query) -> int:
    matching = Query.boolean_query([*allowed, (Occur.Must, silent(query))])
    return searcher.search(matching, limit=1).count  # type: ignore[attr-defined]


def correct(searcher: Searcher, builder: QueryBuilder, allowed: Clauses, folded: str) -> str | None:
    most = 2 if len(folded) >= LONG_WORD else 1
    for mistakes in range(1, most + 1):
        candidates: dict[str, str] = {}
        fuzzy = Query.fuzzy_term_query(builder.schema, "plain", folded, distance=mistakes, transposition_cost_one=True)
        matching = Query.boolean_query([*allowed, (Occur.Must, silent(fuzzy))])
        for _, address in searcher.search(matching, limit=DOCUMENTS_LOOKED_AT, count=False).hits:
            document = SearchDocument.from_json(bytes(searcher.doc(address).get_first("document")))  # type: ignore[arg-type]
            for written in written_words(document):
                if abs(len(written) - len(folded)) > mistakes + SPELLED_OUT:
                    continue
                candidate = fold_word(written)
                is_near = candidate[0] == folded[0] or candidate[:2] == folded[1::-1]
                if is_near and candidate not in candidates and distance(candidate, folded, mistakes) <= mistakes:
                    candidates[candidate] = written
        if candidates:
            best = max(candidates, key=lambda term: (count(searcher, allowed, builder.term("plain", term)), term))
            return candidates[best]
    return None


def written_words(document: SearchDocument) -> Iterator[str]:
    for text in (document.title, *document.keywords, *document.passages):
        yield from words(text)
