"""Measures of a ranked list against what was judged relevant."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log2

from search.evaluation.judged import Judged

DEPTH = 10


@dataclass
class Figures:
    """Of all queries of one kind and language."""

    ranks: list[int | None] = field(default_factory=list)
    """Place of the first relevant document, from 0; None when it is not among the first ten."""
    empty: int = 0

    def add(self, judged: Judged, ids: Sequence[str]) -> None:
        self.ranks.append(next((place for place, each in enumerate(ids[:DEPTH]) if each in judged.relevant), None))
        self.empty += not ids

    def recall_at(self, depth: int) -> float:
        return sum(rank is not None and rank < depth for rank in self.ranks) / len(self.ranks)

    @property
    def mrr(self) -> float:
        return sum(1 / (rank + 1) for rank in self.ranks if rank is not None) / len(self.ranks)

    @property
    def ndcg(self) -> float:
        """With one relevant document a query, the ideal gain is 1."""
        return sum(1 / log2(rank + 2) for rank in self.ranks if rank is not None) / len(self.ranks)

    @property
    def no_result(self) -> float:
        return self.empty / len(self.ranks)
