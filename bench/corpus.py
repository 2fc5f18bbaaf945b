"""Documents and queries to measure a search with: the demo's own words, as often as it says them, put together by chance.

The chance is seeded, so every run and every engine gets the same.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import yaml

from search.analysis import is_stop_word, words
from search.documents import FACETS, PUBLIC, SearchDocument

DATA = Path(__file__).resolve().parents[1] / "network" / "demo" / "data"
WORDS_A_SENTENCE = 12
SENTENCES = 10
VALUES = dict.fromkeys(FACETS, 20) | {"municipality": 400, "tag": 300, "type": 8, "lang": 2, "state": 16}
"""So many different values each facet has."""
QUERIES = 200


class Vocabulary(NamedTuple):
    words: list[str]
    weights: list[int]


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


def vocabulary() -> Vocabulary:
    counts: Counter[str] = Counter()
    for path in sorted(DATA.rglob("*.yaml")):
        for text in texts_in(yaml.safe_load(path.read_text(encoding="utf-8"))):
            counts.update(words(text))
    found = sorted(counts)
    return Vocabulary(found, [counts[word] for word in found])


def documents(number: int) -> Iterator[SearchDocument]:
    """Of about 120 words, with values in every facet."""
    known, chance = vocabulary(), random.Random(2018)  # noqa: S311 -- the same for every run
    for place in range(number):
        said = chance.choices(known.words, known.weights, k=WORDS_A_SENTENCE * SENTENCES + 6)
        sentences = [
            " ".join(said[start : start + WORDS_A_SENTENCE]) + "." for start in range(6, len(said), WORDS_A_SENTENCE)
        ]
        yield SearchDocument(
            id=f"page:{place + 1}",
            type="experience",
            lang="de",
            title=" ".join(said[:6]),
            access=(PUBLIC,),
            passages=tuple(" ".join(sentences[start : start + 2]) for start in range(0, SENTENCES, 2)),
            facets={
                name: (f"{name}-{chance.randrange(VALUES[name])}",)
                for name in FACETS
                if name not in ("type", "lang", "year")
            },
            date=date(2016, 1, 1) + timedelta(days=chance.randrange(1000)),
        )


def queries() -> list[str]:
    """Three words with a subject each, rare ones and frequent ones."""
    known, chance = vocabulary(), random.Random(15)  # noqa: S311
    subjects = [
        (word, weight)
        for word, weight in zip(known.words, known.weights, strict=True)
        if len(word) > 3 and not is_stop_word(word)
    ]
    names, weights = [word for word, _ in subjects], [weight for _, weight in subjects]
    return [" ".join(chance.choices(names, weights, k=3)) for _ in range(QUERIES)]
