"""In which order municipalities follow when results are sorted from the point of view of one of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.core.cache import cache
from django.db.models import Q

from cms.municipalities.models import ExperiencePage, MunicipalityPage
from network.municipalities.models import Municipality, SizeClass, user_municipalities
from network.people.rules import is_active_user
from search.queries import Order

EARTH_KM = 6371.0
SIZES = list(SizeClass.values)
SAME_SIZE, NEXT_SIZE, SAME_KIND, SAME_STATE, SAME_TOPICS = 3, 1, 2, 1, 2
"""What makes two municipalities alike. Topics count by the share that both work on, halves rounded."""
CACHE_KEY = "search:proximity"
CACHE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Place:
    slug: str
    latitude: float | None
    longitude: float | None
    size: int | None
    kind: str
    state: str
    topics: frozenset[str]


def place_of(near: str, user: Any) -> Municipality | None:
    """The municipality that was named (address part, official key or name), else the signed-in member's own."""
    wanted = near.replace("\x00", "").strip()[:120]
    if wanted:
        named = Q(slug__iexact=wanted) | Q(ags=wanted) | Q(name__iexact=wanted)
        return Municipality.objects.in_network().filter(named).first()
    return user_municipalities(user).first() if is_active_user(user) else None


def by_distance(place: Municipality) -> Order:
    """As the crow flies, to the kilometre; municipalities without coordinates are left out."""
    here = next((each for each in places() if each.slug == place.slug), None)
    if here is None or here.latitude is None:
        return ()
    return _grouped((each for each in places() if each.latitude is not None), lambda each: round(_km(here, each)))


def by_similarity(place: Municipality) -> Order:
    """Itself first, then by size, kind, state and topics together; every municipality has its place."""
    here = next((each for each in places() if each.slug == place.slug), None)
    if here is None:
        return ()
    return _grouped(places(), lambda each: -1 if each.slug == here.slug else MOST_ALIKE - likeness(here, each))


def likeness(one: Place, other: Place) -> int:
    score = SAME_KIND * (one.kind == other.kind) + SAME_STATE * bool(one.state and one.state == other.state)
    if one.size is not None and other.size is not None:
        score += {0: SAME_SIZE, 1: NEXT_SIZE}.get(abs(one.size - other.size), 0)
    either = one.topics | other.topics
    return score + (round(SAME_TOPICS * len(one.topics & other.topics) / len(either)) if either else 0)


MOST_ALIKE = SAME_SIZE + SAME_KIND + SAME_STATE + SAME_TOPICS


def _grouped(found: Iterable[Place], key: Callable[[Place], int]) -> Order:
    ordered = sorted(found, key=lambda each: (key(each), each.slug))
    return tuple(tuple(each.slug for each in group) for _, group in groupby(ordered, key=key))


def _km(one: Place, other: Place) -> float:
    """The haversine formula."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        raise ValueError("a place without coordinates has no distance")
    left, right = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    half = sin((right - left) / 2) ** 2 + cos(left) * cos(right) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def places() -> list[Place]:
    """All municipalities of the network; facts that everybody may read, kept for a minute."""
    kept: list[Place] | None = cache.get(CACHE_KEY)
    if kept is None:
        topics = _topics()
        network = Municipality.objects.in_network().only("slug", "latitude", "longitude", "population", "kind", "state")
        kept = [_place(place, frozenset(topics.get(place.pk, ()))) for place in network]
        cache.set(CACHE_KEY, kept, CACHE_SECONDS)
    return kept


def _place(place: Municipality, topics: frozenset[str]) -> Place:
    size = SIZES.index(place.size_class) if place.size_class else None
    latitude = place.latitude if place.longitude is not None else None
    return Place(place.slug, latitude, place.longitude, size, place.kind, place.state, topics)


def _topics() -> dict[int, set[str]]:
    """What each municipality works on, by its profile and its published experiences."""
    found: dict[int, set[str]] = {}
    for model in (MunicipalityPage, ExperiencePage):
        rows = model.objects.published().filter(topics__isnull=False).values_list("municipality", "topics__key")
        for place, key in rows.distinct():
            found.setdefault(place, set()).add(key)
    return found


ORDERS: dict[str, Callable[[Municipality], Order]] = {"distance": by_distance, "similarity": by_similarity}


def order_for(sort: str, near: str, user: Any) -> Order:
    """Empty where the sort needs no place, or there is none to sort by."""
    place = place_of(near, user) if sort in ORDERS else None
    return ORDERS[sort](place) if place else ()
