"""What an engine is asked, as a small tree of values: one builder makes it, every engine translates it.

Only what all engines mean alike has a place here. Scores: a term by its rarity, its frequency and the length of the
text (BM25), several clauses together by their sum.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """The field says the term, exactly as analysis made it."""

    field: str
    term: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The field says at least so many of the terms; the more of them and the rarer, the better."""

    field: str
    terms: tuple[str, ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Phrase:
    """The terms one after the other, with at most `slop` others between them."""

    field: str
    terms: tuple[str, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """A term that differs by so many mistakes; neighbours swapped are one. It says nothing about how well."""

    field: str
    term: str
    mistakes: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """A term that begins like this. It says nothing about how well."""

    field: str
    start: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """A whole value is one of these: ids, tokens, facets. Wrap it in `silent` where scores count."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    children: tuple["Tree", ...]
    at_least: int = 1
    """So many of them have to hold."""


@dataclass(frozen=True, slots=True)
class AllOf:
    children: tuple["Tree", ...]
    better: tuple["Tree", ...] = ()
    """What need not hold, and raises the score if it does."""
    never: tuple["Tree", ...] = ()


@dataclass(frozen=True, slots=True)
class Best:
    """Any of them; the score is that of the best, not the sum."""

    children: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Boost:
    child: "Tree"
    by: float


@dataclass(frozen=True, slots=True)
class Constant:
    """The child decides what is found, and this is the score."""

    child: "Tree"
    score: float


@dataclass(frozen=True, slots=True)
class Everything:
    pass


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


Tree: TypeAlias = (
    Term | Terms | Phrase | Near | Prefix | OneOf | AnyOf | AllOf | Best | Boost | Constant | Everything | Nothing
)


def silent(tree: Tree) -> Tree:
    """For what must hold but says nothing about how well a text answers."""
    return Constant(tree, 0.0)


def leaves(tree: Tree) -> int:
    """How many single questions it asks of the index; servers refuse too many."""
    match tree:
        case AnyOf(children=children) | Best(children=children):
            return sum(map(leaves, children))
        case AllOf(children=children, better=better, never=never):
            return sum(map(leaves, (*children, *better, *never)))
        case Boost(child=child) | Constant(child=child):
            return leaves(child)
        case Terms(terms=terms):
            return len(terms)
    return 1
