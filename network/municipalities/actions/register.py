from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from network.municipalities.districts import derive_districts
from network.municipalities.models import Kind, Municipality
from network.municipalities.names import district_label, search_key_of, short_name, slug_of
from network.municipalities.register import RegisterEntry
from network.municipalities.signals import register_changed

# What the register says; everything else about a municipality is the network's and is never touched here.
REGISTER_FIELDS = (
    "ars", "name", "official_name", "search_key", "kind", "state", "district_name", "area_km2", "population",
    "population_on", "postcode", "latitude", "longitude",
)  # fmt: skip
BATCH = 500


@dataclass(frozen=True)
class ImportResult:
    created: int
    updated: int
    unchanged: int
    districts: int
    missing: int


def import_register(
    entries: Iterable[RegisterEntry],
    *,
    population_on: date,
    with_districts: bool = True,
    on_saved: Callable[[int, int], None] = lambda done, total: None,
) -> ImportResult:
    """Bring the municipalities up to the register: all of it or nothing. Repeating it changes nothing."""
    listed = list(entries)
    if with_districts:
        listed += derive_districts(listed)
    with transaction.atomic():
        known = {place.ags: place for place in Municipality.objects.filter(ags__isnull=False).select_for_update()}
        slugs = _Slugs(listed)
        created, updated = [], []
        for entry in listed:
            place = known.get(entry.ags)
            values = _values(entry, population_on)
            if place is None:
                created.append(Municipality(ags=entry.ags, slug=slugs.take(entry, values["name"]), **values))
            elif any(getattr(place, field) != value for field, value in values.items()):
                for field, value in values.items():
                    setattr(place, field, value)
                updated.append(place)
        total = len(created) + len(updated)
        for start in range(0, len(created), BATCH):
            Municipality.objects.bulk_create(created[start : start + BATCH])
            on_saved(min(start + BATCH, len(created)), total)
        for start in range(0, len(updated), BATCH):
            _update(updated[start : start + BATCH])
            on_saved(len(created) + min(start + BATCH, len(updated)), total)
        register_changed.send(sender=Municipality, pks=[place.pk for place in updated if place.is_in_network])
    return ImportResult(
        created=len(created),
        updated=len(updated),
        unchanged=len(listed) - total,
        districts=sum(entry.kind == Kind.DISTRICT for entry in listed),
        missing=len(known.keys() - {entry.ags for entry in listed}),
    )


def _update(places: list[Municipality]) -> None:
    # An upsert on the primary key takes a tenth of the time of bulk_update, which builds one CASE per field and row.
    Municipality.objects.bulk_create(places, update_conflicts=True, unique_fields=["id"], update_fields=REGISTER_FIELDS)


def _values(entry: RegisterEntry, population_on: date) -> dict[str, object]:
    if entry.kind == Kind.DISTRICT:
        name = district_label(entry.official_name, entry.state)
    else:
        name = short_name(entry.official_name)
    return {
        "ars": entry.ars,
        "name": name,
        "official_name": entry.official_name,
        "search_key": search_key_of(name, entry.official_name),
        "kind": entry.kind,
        "state": entry.state,
        "district_name": "" if entry.kind == Kind.DISTRICT else entry.district_name,
        "area_km2": entry.area_km2,
        "population": entry.population,
        "population_on": population_on,
        "postcode": entry.postcode,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
    }


class _Slugs:
    """Of several places of one name the one with most inhabitants has the plain address, the others add their key."""

    def __init__(self, entries: list[RegisterEntry]) -> None:
        self._taken = set(Municipality.objects.values_list("slug", flat=True))
        self._largest: dict[str, tuple[int, str]] = {}
        for entry in entries:
            slug = slug_of(short_name(entry.official_name))
            if entry.kind != Kind.DISTRICT:
                self._largest[slug] = max(self._largest.get(slug, (-1, "")), (entry.population, entry.ags))

    def take(self, entry: RegisterEntry, name: object) -> str:
        slug = slug_of(str(name))
        is_first = entry.kind == Kind.DISTRICT or self._largest[slug][1] == entry.ags
        if slug in self._taken or not is_first:
            slug = f"{slug}-{entry.ags}"
        self._taken.add(slug)
        return slug
