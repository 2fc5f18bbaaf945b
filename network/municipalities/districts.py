"""The register lists municipalities only; its districts follow from them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from network.municipalities.models import Kind
from network.municipalities.register import RegisterEntry

DISTRICT_DIGITS = 5


def derive_districts(entries: Iterable[RegisterEntry]) -> Iterator[RegisterEntry]:
    """One entry per district that the entries belong to and that is not among them itself."""
    members: dict[str, list[RegisterEntry]] = defaultdict(list)
    present = set()
    for entry in entries:
        if entry.kind == Kind.DISTRICT:
            present.add(entry.ags)
        else:
            members[entry.ags[:DISTRICT_DIGITS]].append(entry)
    for key, inside in sorted(members.items()):
        name = next((entry.district_name for entry in inside if entry.district_name), "")
        is_own_district = any(entry.kind == Kind.COUNTY_FREE_CITY for entry in inside)
        if name and not is_own_district and key not in present:
            yield _sum_up(key, name, inside)


def _sum_up(key: str, name: str, inside: list[RegisterEntry]) -> RegisterEntry:
    placed = [entry for entry in inside if entry.longitude is not None and entry.population]
    people = sum(entry.population for entry in placed)
    return RegisterEntry(
        ags=key,
        ars=key,
        official_name=name,
        kind=Kind.DISTRICT,
        district_name=name,
        state=inside[0].state,
        area_km2=sum((entry.area_km2 for entry in inside), Decimal(0)),
        population=sum(entry.population for entry in inside),
        postcode="",
        longitude=_mean(placed, "longitude", people),
        latitude=_mean(placed, "latitude", people),
    )


def _mean(entries: list[RegisterEntry], field: str, people: int) -> float | None:
    if not people:
        return None
    return round(sum(getattr(entry, field) * entry.population for entry in entries) / people, 5)
