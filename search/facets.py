"""The groups one filters by: which values a parameter may name, and what their values are called."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, TextChoices
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django_stubs_ext import StrOrPromise
from wagtail.models import Page

from cms.basepage.classification import ActorGroup, LegalRegime, TargetGroup
from cms.basepage.fields import Phase
from cms.basepage.models import Tag
from cms.basepage.querysets import VisiblePageQuerySet
from cms.basepage.tags import tag_key
from cms.basepage.vocabulary import topics
from cms.ideas.countries import country_code, country_name
from network.municipalities.models import Kind, Municipality, SizeClass, State
from network.spaces.models import Space
from search import municipality_names
from search.analysis import LANGUAGES
from search.documents import FACETS

TYPES = {
    "experience": gettext_lazy("Experience"),
    "idea": gettext_lazy("Good idea"),
    "municipality": gettext_lazy("Municipality"),
    "meeting": gettext_lazy("Network meeting"),
    "programme_item": gettext_lazy("Programme item"),
    "recommendation": gettext_lazy("Result or recommendation"),
    "format": gettext_lazy("Format"),
    "document": gettext_lazy("Document"),
    "person": gettext_lazy("Person"),
    "page": gettext_lazy("Page"),
    "thread": gettext_lazy("Thread"),
    "post": gettext_lazy("Post"),
    "room_question": gettext_lazy("Question from the room"),
}
GROUPS = {
    "type": gettext_lazy("Kind"),
    "topic": gettext_lazy("Topic"),
    "target_group": gettext_lazy("For whom"),
    "actor_group": gettext_lazy("Who took part"),
    "phase": gettext_lazy("Phase of the process"),
    "legal_regime": gettext_lazy("Law"),
    "municipality": gettext_lazy("Municipality"),
    "state": gettext_lazy("State"),
    "size": gettext_lazy("Size of the municipality"),
    "kind": gettext_lazy("Type of municipality"),
    "country": gettext_lazy("Country"),
    "tag": gettext_lazy("Tag"),
    "space": gettext_lazy("Space"),
    "origin": gettext_lazy("Origin"),
    "year": gettext_lazy("Year"),
    "lang": gettext_lazy("Language"),
}


class Origin(TextChoices):
    """Who says it."""

    MUNICIPALITY = "municipality", pgettext_lazy("origin", "Told by a municipality")
    MEETING = "meeting", pgettext_lazy("origin", "From a network meeting")
    SPACE = "space", pgettext_lazy("origin", "From a space")
    EDITOR = "editor", pgettext_lazy("origin", "From the editors")


FIXED: Mapping[str, Mapping[str, StrOrPromise]] = {
    "type": TYPES,
    "target_group": dict(TargetGroup.choices),
    "actor_group": dict(ActorGroup.choices),
    "phase": dict(Phase.choices),
    "legal_regime": dict(LegalRegime.choices),
    "size": dict(SizeClass.choices),
    "kind": dict(Kind.choices),
    "origin": dict(Origin.choices),
    "lang": dict.fromkeys(LANGUAGES, ""),
}
"""Groups whose values are known beforehand, whatever is in the index."""
IN_ORDER = ("size", "phase")
"""Groups whose values have an order of their own, which is that of FIXED."""
YEAR_LENGTH = 4
MOST_VALUES = 50
"""Per group in one address: more is no choice any more, and a query has to stay quick."""


@dataclass(frozen=True)
class FacetOption:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class FacetGroup:
    name: str
    label: StrOrPromise
    options: list[FacetOption]

    @property
    def selected(self) -> list[FacetOption]:
        return [option for option in self.options if option.selected]


# --- parameters ---


def unknown_values(given: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Parameter and value, of those that can never be right, whatever is in the index."""
    wrong = [(name, value) for name, known in FIXED.items() for value in given.get(name, ()) if value not in known]
    return wrong + [("year", value) for value in given.get("year", ()) if not is_year(value)]


def is_year(value: str) -> bool:
    return len(value) == YEAR_LENGTH and value.isascii() and value.isdigit()


def read_filters(given: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The values the index knows them by: a municipality may be named by address, key or name, a tag in any spelling."""
    wrong = set(unknown_values(given))
    filters = {}
    for name in FACETS:
        values = [value.strip().replace("\x00", "")[:120] for value in given.get(name, ())][:MOST_VALUES]
        kept = [value for value in values if value and (name, value) not in wrong]
        if kept:
            filters[name] = tuple(dict.fromkeys(READERS.get(name, list)(kept)))
    return filters


def _municipalities(values: list[str]) -> list[str]:
    places = Municipality.objects.in_network().filter(Q(slug__in=values) | Q(ags__in=values) | Q(name__in=values))
    known = {key: place.slug for place in places for key in (place.name, place.ags, place.slug) if key}
    return [known.get(value, value) for value in values]


def _topics(values: list[str]) -> list[str]:
    known = {label.name: label.key for language in LANGUAGES for label in topics(language)}
    return [known.get(value, value) for value in values]


def _states(values: list[str]) -> list[str]:
    known = {str(label): code for code, label in State.choices}
    return [known.get(value, value.upper() if len(value) == len("NW") else value) for value in values]


READERS: Mapping[str, Callable[[list[str]], Iterable[str]]] = {
    "municipality": _municipalities,
    "topic": _topics,
    "state": _states,
    "tag": lambda values: [tag_key(value) for value in values],
    "country": lambda values: [country_code(value) for value in values],
}


# --- labels ---


def _tag_labels(values: list[str]) -> dict[str, str]:
    return dict(Tag.objects.filter(key__in=values).values_list("key", "name"))


def _public_tag_labels(values: list[str]) -> dict[str, str]:
    """Of tags that an address names: one that only a draft has is nobody's business yet, even if somebody guesses it."""
    public = VisiblePageQuerySet(Page).published()
    tags = Tag.objects.filter(key__in=values, tagged_pages__content_object__in=public)
    return dict(tags.values_list("key", "name"))


LABELS: Mapping[str, Callable[[list[str]], Mapping[str, str]]] = {
    "topic": lambda values: {label.key: label.name for label in topics()},
    "tag": _tag_labels,
    "municipality": municipality_names.labels,
    "state": lambda values: {code: str(label) for code, label in State.choices},
    "country": lambda values: {value: country_name(value) for value in values},
    "lang": lambda values: {code: capfirst(get_language_info(code)["name_translated"]) for code in LANGUAGES},
}


def _labels(name: str, values: list[str], user: Any, found_in_index: Mapping[str, int]) -> Mapping[str, StrOrPromise]:
    if not values:
        return {}
    if name == "tag" and (guessed := [value for value in values if value not in found_in_index]):
        return {**_tag_labels(list(found_in_index)), **_public_tag_labels(guessed)}
    if name == "space":  # the name of a space is for those who may enter it, even if somebody guesses its address
        return dict(Space.objects.visible_to(user).filter(slug__in=values).values_list("slug", "title"))
    return LABELS[name](values) if name in LABELS else FIXED.get(name, {})


def describe(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, tuple[str, ...]], user: Any
) -> list[FacetGroup]:
    """The groups in their order, each value with its name; what is chosen is there even if it finds nothing."""
    groups = []
    for name in FACETS:
        selected = chosen.get(name, ())
        found = {**dict.fromkeys(selected, 0), **counts.get(name, {})}
        labels = _labels(name, list(found), user, found_in_index=counts.get(name, {}))
        options = [
            FacetOption(value, str(labels.get(value, value)), count, value in selected)
            for value, count in found.items()
        ]
        groups.append(FacetGroup(name, GROUPS[name], sorted(options, key=_order_of(name))))
    return groups


def _order_of(name: str) -> Callable[[FacetOption], tuple]:
    if name in IN_ORDER:
        places = {value: place for place, value in enumerate(FIXED[name])}
        return lambda option: (places.get(option.value, len(places)),)
    if name == "year":
        return lambda option: (-int(option.value) if is_year(option.value) else 0, option.value)
    return lambda option: (-option.count, option.label.casefold(), option.value)
