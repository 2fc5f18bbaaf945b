"""Results in the order of the municipalities they belong to: exact on every page, on every engine.

Groups of municipalities stand one after the other; within a group, and in what belongs to none of them, the results
keep their own order. A text of several municipalities stands where the first of them does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from search.documents import SearchDocument, facet_field
from search.engines.base import EngineResult, Hit
from search.engines.reading import Asked, Reader
from search.engines.tree import AllOf, Everything, OneOf, Tree, silent
from search.queries import Order

GROUP = "municipality"


@dataclass(frozen=True, slots=True)
class Tier:
    values: tuple[str, ...]
    """Empty for what belongs to none of the groups."""
    earlier: tuple[str, ...]
    """Whose results stand before."""
    at_most: int = 0
    """The results of its values together; those of several values, or also of an earlier one, are counted too often."""

    def tree(self) -> Tree:
        own = silent(OneOf(facet_field(GROUP), self.values)) if self.values else silent(Everything())
        return AllOf((own,), never=(OneOf(facet_field(GROUP), self.earlier),) if self.earlier else ())


def ordered_results(reader: Reader, asked: Asked, order: Order) -> EngineResult:
    """As `reader.results`, in this order."""
    overview = reader.results(replace(asked, offset=0, limit=1))
    among = AllOf((asked.allowed, *([silent(asked.text)] if asked.text else []), *asked.filters.values()))
    counts = reader.values(GROUP, among) if overview.total else {}
    groups = [group for group in (tuple(v for v in each if v in counts) for each in order) if group]
    # No group holds more than its values together, so these come before the page for certain: one count for all.
    totals = accumulate(sum(counts[value] for value in group) for group in groups)
    passed = sum(total <= asked.offset for total in totals)
    before = tuple(value for group in groups[:passed] for value in group)
    skipped = reader.counts([Tier(before, ()).tree()], among)[0] if before else 0
    hits: list[Hit] = []
    tiers = _tiers(groups[passed:], before, counts)
    sized = _sized(reader, among, tiers, overview.total - skipped, asked.offset - skipped + asked.limit)
    for together, offset, limit in _parts(sized, asked.offset - skipped, asked.limit):
        hits += _part(reader, asked, together, offset, limit)
    return replace(overview, hits=hits)


def _tiers(groups: Sequence[tuple[str, ...]], before: tuple[str, ...], counts: Mapping[str, int]) -> list[Tier]:
    tiers, earlier = [], before
    for group in (*groups, ()):
        tiers.append(Tier(group, earlier, sum(counts[value] for value in group)))
        earlier = (*earlier, *group)
    return tiers


def _parts(sized: Iterable[tuple[Tier, int]], offset: int, wanted: int) -> Iterator[tuple[list[Tier], int, int]]:
    """Of which tiers which results make the page; tiers of which all are shown are read together."""
    whole: list[Tier] = []
    size_of_whole = 0
    for tier, size in sized:
        if offset >= size:
            offset -= size
            continue
        if offset == 0 and size <= wanted:
            whole.append(tier)
            size_of_whole += size
            wanted -= size
        else:
            if whole:
                yield whole, 0, size_of_whole
                whole, size_of_whole = [], 0
            taken = min(size - offset, wanted)
            yield [tier], offset, taken
            offset, wanted = 0, wanted - taken
        if wanted == 0:
            break
    if whole:
        yield whole, 0, size_of_whole


def _sized(reader: Reader, among: Tree, tiers: list[Tier], left: int, needed: int) -> Iterator[tuple[Tier, int]]:
    """Each with the exact number of its results, as many at a time as the page may need."""
    start = 0
    while start < len(tiers):
        chunk: list[Tier] = []
        while start < len(tiers) and (not chunk or sum(tier.at_most for tier in chunk) < needed):
            chunk.append(tiers[start])
            start += 1
        for tier, counted in zip(chunk, _sizes(reader, among, chunk), strict=True):
            size = counted if tier.values else left
            yield tier, size
            left, needed = left - size, needed - size


def _sizes(reader: Reader, among: Tree, tiers: list[Tier]) -> list[int]:
    """If no result was counted twice, one count proves it for all of them; what is left for the last is not asked."""
    named = [tier for tier in tiers if tier.values]
    if not named:
        return [0] * len(tiers)
    together = Tier(tuple(value for tier in named for value in tier.values), named[0].earlier)
    most = [tier.at_most for tier in tiers]
    if reader.counts([together.tree()], among)[0] == sum(most):
        return most
    return reader.counts([tier.tree() for tier in tiers], among)


def _part(reader: Reader, asked: Asked, tiers: list[Tier], offset: int, limit: int) -> list[Hit]:
    values = tuple(value for tier in tiers for value in tier.values)
    own = Tier(() if not tiers[-1].values else values, tiers[0].earlier).tree()
    allowed = AllOf((asked.allowed, own))
    hits = reader.results(replace(asked, allowed=allowed, offset=offset, limit=limit, with_facets=False)).hits
    return sorted(hits, key=lambda hit: _place_in(tiers, hit.document))


def _place_in(tiers: list[Tier], document: SearchDocument) -> int:
    own = document.facets.get(GROUP, ())
    return next((n for n, tier in enumerate(tiers) if any(value in tier.values for value in own)), len(tiers))
