"""What came of a meeting, piece by piece; each has an anchor on the page that stays when others are added or moved."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django_stubs_ext import StrOrPromise
from wagtail.blocks import StreamValue

if TYPE_CHECKING:
    from cms.meetings.models import MeetingPage


class Part(NamedTuple):
    key: str
    """Of its block, unique on the page."""
    anchor: str
    title: str
    html: str
    """As the database keeps it; empty where there is nothing more to say."""
    level: str = ""
    level_label: StrOrPromise = ""
    """To whom a recommendation is addressed; empty for a result."""


def results_of(page: "MeetingPage") -> list[Part]:
    return [
        Part(key, f"ergebnis-{key}", value["title"], _html(value)) for key, _block, value in _numbered(page.results)
    ]


def recommendations_of(page: "MeetingPage") -> list[Part]:
    found = []
    for key, block, value in _numbered(page.recommendations):
        labels = dict(block.child_blocks["level"].field.choices)
        level = value["level"]
        found.append(Part(key, f"empfehlung-{key}", value["title"], _html(value), level, labels.get(level, level)))
    return found


def _numbered(stream: StreamValue) -> Iterator[tuple[str, Any, Any]]:
    """A block has an id once it was saved; in a preview its place has to do."""
    for number, child in enumerate(stream or (), start=1):
        yield child.id or str(number), child.block, child.value


def _html(value: Any) -> str:
    return value["text"].source if value["text"] else ""
