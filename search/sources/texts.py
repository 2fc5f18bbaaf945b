"""Cuts what is written, in whatever form, into plain passages of a few sentences."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

LONGEST_PASSAGE = 300
"""About two sentences: what a result shows, and what one vector stands for (300 was measured best of 150 to 1,000)."""
LONGEST_TEXT = 200_000
"""Longer texts are cut: no reader would find anything in them either."""

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"“”»)]*\s+(?=[\"„»(]?[A-ZÄÖÜ0-9])")
MARKDOWN = (
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),  # links and pictures
    (re.compile(r"^\s{0,3}(?:#{1,6}|>|[-*+]|\d+[.)])\s+", re.MULTILINE), "\n"),  # each its own paragraph
    (re.compile(r"^\s*(?:`{3,}.*|[-*_=]{3,}|\|?[\s:|-]+\|)\s*$", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)[*_](?=\S)(.+?)(?<=\S)[*_](?!\w)"), r"\1"),
)
SPACE = re.compile(r"\s+")
PARAGRAPH = re.compile(r"\n\s*\n")
SHORTEST_PASSAGE = 100
"""Shorter ones (headings, entries of lists) are shown together with what follows."""


def plain_markdown(text: str) -> str:
    for pattern, replacement in MARKDOWN:
        text = pattern.sub(replacement, text)
    return text


def plain_html(html: str) -> str:
    return strip_tags(get_text_for_indexing(html))


def stream_texts(value: StreamValue | None) -> list[str]:
    """What the blocks of a StreamField say that a reader reads."""
    if not value:
        return []
    return [str(text) for text in value.stream_block.get_searchable_content(value) if text]


def passages(texts: Iterable[Any]) -> tuple[str, ...]:
    """Each paragraph of each text; long ones cut between sentences, short ones together; nothing twice."""
    found: dict[str, None] = {}
    left = LONGEST_TEXT
    for text in texts:
        paragraphs = (SPACE.sub(" ", part).strip() for part in PARAGRAPH.split(str(text)[:left].replace("\x00", "")))
        for paragraph in _together(paragraph for paragraph in paragraphs if paragraph):
            found.update(dict.fromkeys(_cut(paragraph)))
        left -= len(str(text))
        if left <= 0:
            break
    return tuple(found)


def _together(paragraphs: Iterable[str]) -> Iterator[str]:
    collected = ""
    for paragraph in paragraphs:
        separator = " " if collected.endswith((".", "!", "?", ":", "…")) else " · "
        collected = f"{collected}{separator}{paragraph}" if collected else paragraph
        if len(collected) >= SHORTEST_PASSAGE:
            yield collected
            collected = ""
    if collected:
        yield collected


def _cut(paragraph: str) -> Iterator[str]:
    if len(paragraph) <= LONGEST_PASSAGE:
        if paragraph:
            yield paragraph
        return
    collected = ""
    for sentence in SENTENCE_END.split(paragraph):
        if collected and len(collected) + len(sentence) > LONGEST_PASSAGE:
            yield collected
            collected = ""
        collected = f"{collected} {sentence}".strip()
        while len(collected) > 2 * LONGEST_PASSAGE:  # no sentence ends here: a list, or no prose at all
            space = collected.rfind(" ", 0, LONGEST_PASSAGE)
            end = space if space > 0 else LONGEST_PASSAGE
            yield collected[:end]
            collected = collected[end:].strip()
    if collected:
        yield collected
