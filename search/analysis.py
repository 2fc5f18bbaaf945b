"""How text becomes terms: folding, words, stems, stop words and 4-grams, alike when indexing and when asking.

`search/README.md` says it in prose. The stemmers are tantivy's Snowball stemmers, so that the index and the
highlighter can never disagree about a word.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

LANGUAGES = ("de", "en")
GRAM_LENGTH = 4
LONGEST_WORD = 60
"""Longer runs of letters are no words; they are left out of index and query alike."""

RESOURCES = Path(__file__).parent / "resources"
STEMMERS = {"de": "german", "en": "english"}

WORD = re.compile(r"[^\W_]+")
SPECIAL = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
SPECIAL_LETTER = re.compile(f"[{''.join(SPECIAL)}]")
COMBINING = re.compile("[\u0300-\u036f]")
# "Fluechtlinge" is "Flüchtlinge", but "neue", "Steuer", "Bauer" and "Quelle" are not written with an umlaut.
UMLAUT_SPELT_OUT = re.compile(r"ae|oe|(?<![aeq])ue")
UMLAUTS_SPELT_OUT = {"ae": "a", "oe": "o", "ue": "u"}


def strip_accents(text: str) -> str:
    """Lower case without accents: "Flüchtlingshäuser" becomes "fluchtlingshauser"."""
    text = text.lower()
    if text.isascii():
        return text
    text = SPECIAL_LETTER.sub(lambda match: SPECIAL[match[0]], text)
    return unicodedata.normalize("NFC", COMBINING.sub("", unicodedata.normalize("NFKD", text)))


def fold(text: str, language: str = "de") -> str:
    """One spelling for all spellings; German also takes ae, oe and ue for umlauts."""
    text = strip_accents(text)
    if language == "en":
        return text
    return UMLAUT_SPELT_OUT.sub(lambda match: UMLAUTS_SPELT_OUT[match[0]], text)


@cache
def word_analyzer(language: str) -> TextAnalyzer:
    """Words and their stems; takes folded text."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    return builder.filter(Filter.stemmer(STEMMERS[language])).build()


@cache
def plain_analyzer() -> TextAnalyzer:
    """Words as written; takes folded text."""
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD)).build()


@cache
def gram_analyzer() -> TextAnalyzer:
    """Every four letters in a row within a word; takes folded text. Grams across a space are dropped."""
    tokenizer = Tokenizer.ngram(GRAM_LENGTH, GRAM_LENGTH, False)
    return TextAnalyzerBuilder(tokenizer).filter(Filter.alphanum_only()).build()


def words(text: str) -> list[str]:
    """The words of a text, as written."""
    return [word for word in WORD.findall(text) if len(word) <= LONGEST_WORD]


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The term under which the index knows a single word."""
    terms = word_analyzer(language).analyze(fold(word, language))
    return terms[0] if terms else ""


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """`fold` of a single word; texts repeat their words, so it is remembered."""
    return fold(word)


@lru_cache(maxsize=20_000)
def grams(word: str) -> tuple[str, ...]:
    """The distinct 4-grams of one word."""
    folded = fold(word)
    return tuple(dict.fromkeys(folded[i : i + GRAM_LENGTH] for i in range(len(folded) - GRAM_LENGTH + 1)))


@cache
def stop_words(language: str) -> frozenset[str]:
    lines = (RESOURCES / f"stopwords.{language}.txt").read_text(encoding="utf-8").splitlines()
    found = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(fold(word, language) for word in found)


def is_stop_word(word: str, languages: Iterable[str] = LANGUAGES) -> bool:
    return any(fold(word, language) in stop_words(language) for language in languages)


def guess_language(text: str) -> str | None:
    """The language whose function words the text uses; None when it uses none, or both alike."""
    found = words(text)
    scores = {language: sum(fold(word, language) in stop_words(language) for word in found) for language in LANGUAGES}
    best, second = sorted(LANGUAGES, key=lambda language: -scores[language])[:2]
    return best if scores[best] > scores[second] else None
