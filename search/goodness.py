"""Whether a document answers a question, or only has a word in common with it.

A list of results is ordered, so a weak hit at its end does no harm. Where one hit alone decides (is this result poor, is
this news for somebody's saved search?) it takes more: most of the question's words, or much the same meaning.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from search.analysis import WORD, fold_word, grams, is_stop_word, stem
from search.documents import SearchDocument
from search.queries import ParsedText

ENOUGH_WORDS = 0.6
"""Share of the question's words: both of two, two of three, three of five."""
ENOUGH_MEANING = 0.5
"""From this cosine on question and passage mean much the same, whatever their words and language."""
ENOUGH_LETTERS = 0.6
"""Share of a compound's letters that its parts must cover."""
NEARLY = 0.85
"""Likeness of two words, by difflib, that are one word with a typing error: "Volkshohcschule" has 0.93 of
"Volkshochschule", "Birnenprojekt" 0.74 of "Quittenprojekt"."""
HALF_THE_GRAMS = 0.5
"""Words with less in common are not compared letter by letter."""
SHORTEST_PART = 4
FIRST_RESULTS = 3
"""Nobody reads further to find out that nothing fits."""


def answers(
    text: ParsedText,
    document: SearchDocument,
    cosine: float | None = None,
    alternatives: Mapping[str, Iterable[str]] | None = None,
) -> bool:
    """`alternatives` are other words for a word of the question: what it was corrected to. Its synonyms count as it does."""
    if not text.words or (cosine is not None and cosine >= ENOUGH_MEANING):
        return True
    said = _words_of(document)
    known = alternatives or {}
    shares = {
        fold_word(word): max(_share(each, said, document.lang) for each in (word, *known.get(word, ())))
        for word in text.words
    }
    for synonym in text.synonyms:
        also = max((_share_of_term(term, said, document.lang) for term in synonym.terms), default=0.0)
        shares |= {word: max(shares[word], also) for each in synonym.typed if (word := fold_word(each)) in shares}
    return sum(shares.values()) / len(shares) >= ENOUGH_WORDS


def is_poor(
    text: ParsedText,
    documents: Sequence[SearchDocument],
    cosines: Mapping[str, float],
    alternatives: Mapping[str, Iterable[str]] | None = None,
) -> bool:
    """None of the first results answers."""
    if text.is_empty:
        return False
    first = documents[:FIRST_RESULTS]
    return not any(answers(text, each, cosines.get(each.id), alternatives) for each in first)


def _words_of(document: SearchDocument) -> set[str]:
    texts = (document.title, *document.passages, *document.keywords, document.place)
    return {fold_word(word) for each in texts for word in WORD.findall(each)}


def _share(word: str, said: set[str], language: str) -> float:
    """How much of the word the text says: in any form, in a compound, by the parts of a compound, nearly."""
    asked = stem(word, language)
    parts: set[str] = set()
    for each in said:
        own = stem(each, language)
        if own == asked:
            return 1.0
        if len(asked) >= SHORTEST_PART and asked in each:
            return 1.0
        if len(own) >= SHORTEST_PART and own in asked and not is_stop_word(each, (language,)):
            parts.add(own)
    covered = len(set().union(*(_places(part, asked) for part in parts))) / len(asked) if asked and parts else 0.0
    if covered >= ENOUGH_LETTERS:
        return covered
    return 1.0 if _is_nearly_said(word, said) else 0.0


def _share_of_term(term: tuple[str, ...], said: set[str], language: str) -> float:
    """Of what a word is also called, all words have to be said: "adult education centre" is not any centre."""
    return min((_share(word, said, language) for word in term), default=0.0)


def _places(part: str, word: str) -> set[int]:
    start = word.find(part)
    return set(range(start, start + len(part)))


def _is_nearly_said(word: str, said: set[str]) -> bool:
    wanted, folded = set(grams(word)), fold_word(word)
    alike = (each for each in said if wanted and len(wanted & set(grams(each))) >= HALF_THE_GRAMS * len(wanted))
    return any(SequenceMatcher(None, folded, each, autojunk=False).ratio() >= NEARLY for each in alike)
