"""What an engine has to be able to read from its index; everything else about a search is the same for all.

A reader is one state of an index. It answers many questions of a kind at once, because a server costs a round trip
for each request.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from search.documents import SearchDocument
from search.engines.base import EngineResult
from search.engines.tree import Term, Tree

MOST_FACET_VALUES = 500
MOST_VALUES = 20_000
"""More municipalities than Germany has; an aggregation must have some limit."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A list of results, as a reader is asked for it."""

    allowed: Tree
    text: Tree | None
    """None when everything allowed is wanted."""
    filters: Mapping[str, Tree]
    """Per facet group in which something was chosen; a group's own choice does not narrow its counts."""
    by_date: bool
    offset: int
    limit: int
    with_facets: bool


class Reader(Protocol):
    def frequencies(self, terms: Iterable[Term]) -> Mapping[Term, int]:
        """How many documents say each, whoever may read them: never show it. An engine may answer when looked up."""

    def counts(self, trees: Sequence[Tree], among: Tree) -> list[int]:
        """How many documents of `among` each finds."""

    def first(self, trees: Sequence[Tree], among: Tree, most: int) -> list[list[SearchDocument]]:
        """Some documents of `among` that each finds; no order is promised."""

    def values(self, group: str, among: Tree) -> Mapping[str, int]:
        """How many documents of `among` each value of a facet group has; all values, however many there are."""

    def results(self, asked: Asked) -> EngineResult: ...
