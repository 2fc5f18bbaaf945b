"""A judged question set: documents, and questions with the documents that answer them, as JSON lines."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from search.analysis import is_stop_word, words
from search.documents import PUBLIC, SearchDocument
from search.sources.texts import passages

HELPS = 2


@dataclass(frozen=True)
class Judged:
    kind: str
    """question, keywords, typo or other_language."""
    lang: str
    text: str
    grades: Mapping[str, int]
    """Per document how well it answers: 1 touches it, 2 helps, 3 is what was sought. Others do not answer."""

    @property
    def relevant(self) -> frozenset[str]:
        return frozenset(key for key, grade in self.grades.items() if grade >= HELPS)


def read_lines(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_documents(folder: Path) -> list[SearchDocument]:
    return [
        SearchDocument(
            id=row["id"],
            type="idea",
            lang=row["lang"],
            title=row["title"],
            passages=passages([row["text"]]),
            access=(PUBLIC,),
        )
        for row in read_lines(folder / "documents.jsonl")
    ]


def keywords(text: str, lang: str) -> list[str]:
    """The three longest content words, in the order in which they were said."""
    content = [word for word in words(text) if not is_stop_word(word, (lang,))]
    longest = sorted(content, key=len, reverse=True)[:3]
    return [word for word in content if word in longest][:3]


def with_typo(found: list[str]) -> list[str]:
    """Two neighbouring letters in the middle of the longest word swapped."""
    longest = max(found, key=len)
    middle = len(longest) // 2
    wrong = longest[: middle - 1] + longest[middle] + longest[middle - 1] + longest[middle + 1 :]
    return [wrong if word == longest else word for word in found]


def answers(keys: Iterable[str]) -> dict[str, int]:
    """Of a set that only says what answers, and not how well."""
    return dict.fromkeys(keys, HELPS)


def read_queries(folder: Path) -> Iterator[Judged]:
    for row in read_lines(folder / "queries.jsonl"):
        lang, text, relevant = row["lang"], row["text"], answers(row["relevant"])
        yield Judged("question", lang, text, relevant)
        found = keywords(text, lang)
        if found:
            yield Judged("keywords", lang, " ".join(found), relevant)
            if len(max(found, key=len)) > 3:
                yield Judged("typo", lang, " ".join(with_typo(found)), relevant)
        if row.get("relevant_other_language"):
            yield Judged("other_language", lang, text, answers(row["relevant_other_language"]))
