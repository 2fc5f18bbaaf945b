"""Results in the order of the municipalities they belong to: exact on every page, on every engine.

Groups of municipalities stand one after the other; within a group, and in what belongs to none of them, the results
keep their own order. A text of several municipalities stands where the first of them does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from search.documents import SearchDocument, facet_field
from search.engines.base import EngineResult, Hit
from search.engines.reading import Asked, Reader
from search.engines.tree import AllOf, Everything, OneOf, Tree, silent
from search.queries import Order

GROUP = "municipality"
COUNTED_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Tier:
    values: tuple[str, ...]
    """Empty for what belongs to none of the groups."""
    earlier: tuple[str, ...]
    """Whose results stand before."""

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
    for tiers, offset, limit in _parts(reader, among, _tiers(groups[passed:], before), asked, skipped):
        hits += _part(reader, asked, tiers, offset, limit)
    return replace(overview, hits=hits)


def _tiers(groups: Sequence[tuple[str, ...]], before: tuple[str, ...]) -> list[Tier]:
    tiers, earlier = [], before
    for group in (*groups, ()):
        tiers.append(Tier(group, earlier))
        earlier = (*earlier, *group)
    return tiers


def _parts(
    reader: Reader, among: Tree, tiers: list[Tier], asked: Asked, skipped: int
) -> Iterator[tuple[list[Tier], int, int]]:
    """Of which tiers which results make the page; tiers of which all are shown are read together."""
    offset, wanted = asked.offset - skipped, asked.limit
    whole: list[Tier] = []
    size_of_whole = 0
    for tier, size in _sized(reader, among, tiers):
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


def _sized(reader: Reader, among: Tree, tiers: list[Tier]) -> Iterator[tuple[Tier, int]]:
    for start in range(0, len(tiers), COUNTED_AT_ONCE):
        chunk = tiers[start : start + COUNTED_AT_ONCE]
        yield from zip(chunk, reader.counts([tier.tree() for tier in chunk], among), strict=True)


def _part(reader: Reader, asked: Asked, tiers: list[Tier], offset: int, limit: int) -> list[Hit]:
    values = tuple(value for tier in tiers for value in tier.values)
    own = Tier(() if not tiers[-1].values else values, tiers[0].earlier).tree()
    allowed = AllOf((asked.allowed, own))
    hits = reader.results(replace(asked, allowed=allowed, offset=offset, limit=limit, with_facets=False)).hits
    return sorted(hits, key=lambda hit: _place_in(tiers, hit.document))


def _place_in(tiers: list[Tier], document: SearchDocument) -> int:
    own = document.facets.get(GROUP, ())
    return next((n for n, tier in enumerate(tiers) if any(value in tier.values for value in own)), len(tiers))
