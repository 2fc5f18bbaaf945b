"""What changed from one version of a post to the next, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from network.discussions.bylines import name_of
from network.discussions.models import Post, PostVersion
from network.discussions.quotes import hidden_numbers_in, quotes_veiled

WORDS_AND_SPACES = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 4000
"""Beyond it whole lines are compared: the time grows with the square of what is compared."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came (`added`) or went (`removed`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Step:
    at: datetime
    by: str
    pieces: list[Piece]


def history_of(post: Post) -> list[Step]:
    """The edits, newest first."""
    versions = list(post.versions.select_related("replaced_by"))
    texts = [*[version.body for version in versions], post.body]
    hidden = hidden_numbers_in("\n".join(texts), post.space)
    texts = [quotes_veiled(text, hidden)[0] for text in texts]
    steps = [
        Step(version.replaced_at, _name(post, version), list(differences(before, after)))
        for version, before, after in zip(versions, texts[:-1], texts[1:], strict=True)
    ]
    return steps[::-1]


def _name(post: Post, version: PostVersion) -> str:
    """Only authors edit their posts; what they are called there, they are called here."""
    if version.replaced_by_id == post.author_id:
        return name_of(post)
    return str(version.replaced_by or "")


def differences(before: str, after: str) -> Iterator[Piece]:
    old, new = _parts(before), _parts(after)
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            yield Piece("removed", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece("added", "".join(new[new_from:new_to]))


def _parts(text: str) -> list[str]:
    return WORDS_AND_SPACES.findall(text)
