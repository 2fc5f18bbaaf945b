"""Where a result set lies: the whole of it as points on the map of Germany, and as lists of places."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cms.ideas.countries import country_name
from cms.site.germany_map import DOT_RADIUS, GermanyMap, Place, germany_map
from network.municipalities.models import Municipality
from search.engines.base import EngineResult
from search.parameters import Address
from search.presentation import Link
from search.searching import SearchResponse, counted, engine_query

HOME = "DE"
LARGEST_DOT = 30
MOST_FIRST = 24
"""So many places stand in the list at once, those with most results; the others behind "more"."""


@dataclass(frozen=True)
class ResultPlaces:
    map: GermanyMap
    municipalities: list[Link]
    more_municipalities: list[Link]
    countries: list[Link]
    without_place: int
    """Results that belong to no municipality and to no country abroad."""


def result_places(response: SearchResponse, address: Address, user: Any) -> ResultPlaces:
    chosen = address.request.filters
    by_municipality = _within(response.facets.get("municipality", {}), chosen.get("municipality", ()))
    by_country = _within(response.facets.get("country", {}), chosen.get("country", ()))
    abroad = {code: count for code, count in by_country.items() if code != HOME}
    rows = _municipalities(by_municipality)
    towns = [
        Link(
            row.label,
            address.toggled("municipality", row.slug),
            by_municipality[row.slug],
            row.slug in _chosen(address),
        )
        for row in rows
    ]
    return ResultPlaces(
        map=_map(rows, by_municipality, address),
        municipalities=towns[:MOST_FIRST],
        more_municipalities=towns[MOST_FIRST:],
        countries=_countries(abroad, address),
        without_place=_without_place(response, by_municipality, abroad, user),
    )


def _chosen(address: Address) -> tuple[str, ...]:
    return address.request.filters.get("municipality", ())


def _within(counts: Mapping[str, int], chosen: tuple[str, ...]) -> dict[str, int]:
    """The counts of a group offer what else one could choose; of the result set are only those chosen, if any is."""
    return {value: count for value, count in counts.items() if not chosen or value in chosen}


def _municipalities(counts: Mapping[str, int]) -> list[Municipality]:
    """Those with most results first."""
    found = Municipality.objects.filter(slug__in=counts).only("slug", "name", "country", "latitude", "longitude")
    return sorted(found, key=lambda place: (-counts[place.slug], place.name))


def _map(rows: Iterable[Municipality], counts: Mapping[str, int], address: Address) -> GermanyMap:
    most = max(counts.values(), default=1)
    return germany_map(
        Place(
            row.label,
            row.longitude,
            row.latitude,
            address.toggled("municipality", row.slug),
            counts[row.slug],
            _radius(counts[row.slug], most),
        )
        for row in rows
        if row.country == HOME and row.longitude is not None and row.latitude is not None
    )


def _radius(count: int, most: int) -> float:
    """The area of a dot, beyond that of the smallest, says how many."""
    return round(DOT_RADIUS + (LARGEST_DOT - DOT_RADIUS) * math.sqrt((count - 1) / max(most - 1, 1)), 1)


def _countries(counts: Mapping[str, int], address: Address) -> list[Link]:
    chosen = address.request.filters.get("country", ())
    links = [
        Link(country_name(code), address.toggled("country", code), count, code in chosen)
        for code, count in counts.items()
    ]
    return sorted(links, key=lambda link: (-(link.count or 0), link.label))


def _without_place(
    response: SearchResponse, municipalities: Mapping[str, int], abroad: Mapping[str, int], user: Any
) -> int:
    """A result may have several places, so they are counted by asking, not by adding up."""
    query = engine_query(response.request, user)

    def ask(**chosen: Iterable[str]) -> EngineResult:
        filters = {**query.filters, **{name: tuple(values) for name, values in chosen.items()}}
        return counted(replace(query, filters=filters), response.request.language)

    in_towns = ask(municipality=municipalities) if municipalities else EngineResult(0, [])
    placed = in_towns.total
    if abroad:
        placed += ask(country=abroad).total
        # Asked only where there is something: an engine that finds nothing looks further than it was asked.
        if set(in_towns.facets.get("country", {})) & set(abroad):
            placed -= ask(municipality=municipalities, country=abroad).total
    return max(0, response.total - placed)
