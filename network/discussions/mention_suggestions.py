"""What the editor suggests while somebody types a name after `@`."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.discussions.mentions import named
from network.municipalities.models import Municipality
from network.municipalities.names import fold
from network.municipalities.places import place_of, with_places
from network.people.models import User
from network.spaces.models import Space
from network.spaces.readers import readers_of

MOST_PEOPLE = 6
MOST_PLACES = 3
LONGEST = 60


def suggest(space: Space, text: str) -> dict[str, Any]:
    """People who may read the space and municipalities of the network, by the beginnings of their names."""
    words = text.replace("\x00", "")[:LONGEST].split()
    people = _people(space, words) if words else []
    places = _places(" ".join(words))
    count = len(people) + len(places)
    groups = [
        {"name": "people", "label": _("People"), "items": people},
        {"name": "municipalities", "label": _("Municipalities"), "items": [_place_item(place) for place in places]},
    ]
    summary = ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count} if count else ""
    return {"groups": groups, "summary": summary}


def _places(text: str) -> list[Municipality]:
    beginning = fold(text)
    found = Municipality.objects.in_network().filter(search_key__startswith=beginning)
    return list(found.order_by(F("population").desc(nulls_last=True), "pk")[:MOST_PLACES]) if beginning else []


def _people(space: Space, words: list[str]) -> list[dict[str, str]]:
    readers = readers_of(space)
    found: QuerySet[User] = named(readers).exclude(last_name="")
    for word in words:
        found = found.filter(Q(first_name__istartswith=word) | Q(last_name__istartswith=word))
    people = list(found.order_by("last_name", "first_name", "pk").prefetch_related(with_places())[:MOST_PEOPLE])
    names = named(readers).filter(full_name__in=[person.get_full_name() for person in people]).order_by()
    shared = set(names.values("full_name").annotate(n=Count("pk")).filter(n__gt=1).values_list("full_name", flat=True))
    return [_person_item(person, person.get_full_name() in shared) for person in people]


def _person_item(person: User, is_shared: bool) -> dict[str, str]:
    name, place = person.get_full_name(), place_of(person)
    insert = f"@{name} ({place})" if is_shared and place else f"@{name}"
    return {"text": name, "detail": place, "url": reverse("people:person", args=[person.pk]), "insert": insert}


def _place_item(place: Municipality) -> dict[str, str]:
    detail = place.get_state_display() if place.state else place.country
    return {"text": place.name, "detail": str(detail), "url": "", "insert": f"@{place.slug}"}
