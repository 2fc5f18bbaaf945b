"""The passage of a text that answers, with the words of the question marked."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import WORD, fold, is_stop_word, stem
from search.documents import SearchDocument

SHORTEST_PART = 4
WHOLE_WORD = 3
PART_OF_WORD = 1


class Highlighter:
    """Knows the words of one question; use one per search, it remembers what it has compared."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._folded = [fold(word) for word in self.words]
        self._known: dict[tuple[str, str], tuple[int, int] | None] = {}

    def _match(self, word: str, language: str) -> tuple[int, int] | None:
        """Which word of the question this one is, and how much of it."""
        key = (word, language)
        if key not in self._known:
            self._known[key] = self._compare(word, language)
        return self._known[key]

    def _compare(self, word: str, language: str) -> tuple[int, int] | None:
        own = stem(word, language)
        if not own:
            return None
        for place, asked in enumerate(self.words):
            if stem(asked, language) == own:
                return place, WHOLE_WORD
        folded = fold(word)
        for place, asked in enumerate(self._folded):
            root = stem(asked, language)
            is_within = len(root) >= SHORTEST_PART and root in folded
            is_part = len(own) >= SHORTEST_PART and own in asked and not is_stop_word(word, (language,))
            if is_within or is_part:
                return place, PART_OF_WORD
        return None

    def best_passage(self, document: SearchDocument, otherwise: int = 0) -> int:
        """The place of the passage that says most of the question, in most different words; `otherwise` when none says any."""
        best, best_score = None, 0
        for place, passage in enumerate(document.passages):
            said: dict[tuple[int, str], int] = {}
            for word in WORD.findall(passage):
                if match := self._match(word, document.lang):
                    said[match[0], stem(word, document.lang)] = match[1]
            if (score := sum(said.values())) > best_score:
                best, best_score = place, score
        return otherwise if best is None else best

    def mark(self, text: str, language: str) -> SafeString:
        """Escaped, with <mark> around the words of the question."""
        parts, end = [], 0
        for match in WORD.finditer(text):
            if self._match(match[0], language):
                parts += [escape(text[end : match.start()]), "<mark>", escape(match[0]), "</mark>"]
                end = match.end()
        parts.append(escape(text[end:]))
        return mark_safe("".join(parts))

    def excerpt(self, document: SearchDocument, otherwise: int = 0) -> SafeString:
        if not document.passages:
            return mark_safe("")
        place = self.best_passage(document, min(otherwise, len(document.passages) - 1))
        return self.mark(document.passages[place], document.lang)
