"""Measures of a ranked list against what was judged relevant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from search.evaluation.judged import Judged

DEPTH = 10


def discounted_gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(list(grades)[:DEPTH]))


def ndcg(grades: Mapping[str, int], ids: Sequence[str]) -> float:
    """Of the first ten; a thing that comes again, in another language or of another part, gains nothing more."""
    found = [grades.get(each, 0) if each not in ids[:place] else 0 for place, each in enumerate(ids)]
    return discounted_gain(found) / discounted_gain(sorted(grades.values(), reverse=True))


@dataclass
class Figures:
    """Of all queries of one kind and language."""

    ranks: list[int | None] = field(default_factory=list)
    """Place of the first relevant document, from 0; None when it is not among the first ten."""
    gains: list[float] = field(default_factory=list)
    empty: int = 0

    def add(self, judged: Judged, ids: Sequence[str]) -> None:
        self.ranks.append(next((place for place, each in enumerate(ids[:DEPTH]) if each in judged.relevant), None))
        self.gains.append(ndcg(judged.grades, ids))
        self.empty += not ids

    def recall_at(self, depth: int) -> float:
        """Share of the queries with a relevant document among the first so many."""
        return sum(rank is not None and rank < depth for rank in self.ranks) / len(self.ranks)

    @property
    def mrr(self) -> float:
        return sum(1 / (rank + 1) for rank in self.ranks if rank is not None) / len(self.ranks)

    @property
    def ndcg(self) -> float:
        return sum(self.gains) / len(self.gains)

    @property
    def no_result(self) -> float:
        return self.empty / len(self.ranks)

    def all(self) -> dict[str, float]:
        return {
            "R@1": self.recall_at(1),
            "R@5": self.recall_at(5),
            "R@10": self.recall_at(10),
            "MRR": self.mrr,
            "nDCG": self.ndcg,
            "none": self.no_result,
        }
