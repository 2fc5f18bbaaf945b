"""Who is addressed in a text: `@Ada Muster`, `@Ada Muster (Krefeld)`, `@Krefeld` or a municipality's address, `@krefeld`."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.discussions.quotes import own_lines
from network.municipalities.models import Municipality
from network.municipalities.places import place_of, with_places
from network.municipalities.profile_addresses import profile_addresses
from network.people.models import User
from network.spaces.models import Space
from network.spaces.readers import readers_of

MOST_MENTIONS = 20
MOST_LOOKED_AT = 400
MOST_WORDS = 7
AT = re.compile(r"(?<![\w@/.])@(?P<rest>[^\W_][^@\n]{0,160})")
AFTER_A_NAME = ".,;:!?'\"”“»«…-"
MARKS = "*_~)]"
PLACE = re.compile(r" \([^()]+\)$")


@dataclass(frozen=True)
class Mentions:
    """What stands in the text as `@…`, and whom it means."""

    people: dict[str, User] = field(default_factory=dict)
    municipalities: dict[str, Municipality] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len({*self.people.values()}) + len({*self.municipalities.values()})

    def used_in(self, text: str) -> "Mentions":
        """Those of them that stand in the text; where one is the beginning of another, the longer one."""
        phrases = sorted({*self.people, *self.municipalities}, key=len, reverse=True)
        pattern = "|".join(re.escape(phrase) for phrase in phrases)
        used = set(re.findall(rf"(?<![\w@/.])(?:{pattern})(?!\w)", text)) if pattern else set()
        return Mentions(
            {phrase: person for phrase, person in self.people.items() if phrase in used},
            {phrase: place for phrase, place in self.municipalities.items() if phrase in used},
        )

    def links(self) -> dict[str, str]:
        """For `render_markdown`. A municipality without a public profile is told, but there is nothing to lead to."""
        profiles = profile_addresses({place.pk for place in self.municipalities.values()})
        people = {phrase: reverse("people:person", args=[person.pk]) for phrase, person in self.people.items()}
        places = {phrase: profiles[place.pk] for phrase, place in self.municipalities.items() if place.pk in profiles}
        # Without the language of who wrote: the site leads each reader on to the own one.
        return {phrase: url.removeprefix(f"/{get_language()}") for phrase, url in (people | places).items()}


def find_mentions(text: str, space: Space) -> Mentions:
    """Of people only those who may read the space. Where two have the name, their municipality must tell them apart."""
    phrases = _phrases(text)
    if not phrases:
        return Mentions()
    people, places = _people(phrases, space), _municipalities(phrases)
    return Mentions(people, {phrase: place for phrase, place in places.items() if phrase not in people}).used_in(text)


def check_mentions(text: str, space: Space) -> Mentions:
    """What is found, so that who goes on with the text need not look again."""
    found = find_mentions(text, space)
    if found.count > MOST_MENTIONS:
        raise ValidationError(
            _("The text mentions %(count)s people and municipalities; at most %(limit)s are possible."),
            code="mentions",
            params={"count": found.count, "limit": MOST_MENTIONS},
        )
    return found


def people_addressed(mentions: Mentions, text: str, space: Space) -> set[User]:
    """Whom the text tells something: not in what it quotes, and of a municipality its contacts, or everyone there."""
    found = mentions.used_in(own_lines(text))
    people = set(found.people.values())
    for place in found.municipalities.values():
        there = readers_of(space).filter(memberships__municipality=place)
        people |= set(there.filter(memberships__is_contact=True)) or set(there)
    return people


def named(people: QuerySet[User]) -> QuerySet[User]:
    return people.annotate(full_name=Concat("first_name", Value(" "), "last_name"))


def _phrases(text: str) -> set[str]:
    """What a name could be: one word after the sign, two, three …; with a few of them a text asks about many names."""
    found: set[str] = set()
    for match, _number in zip(AT.finditer(text), range(MOST_LOOKED_AT), strict=False):
        words = match["rest"].split(" ")[:MOST_WORDS]
        for length in range(1, len(words) + 1):
            phrase = " ".join(words[:length])
            found |= {phrase, phrase.rstrip(AFTER_A_NAME), phrase.rstrip(AFTER_A_NAME + MARKS)}
    return found


def _people(phrases: set[str], space: Space) -> dict[str, User]:
    names = {PLACE.sub("", phrase) for phrase in phrases if " " in phrase}
    people = named(readers_of(space)).filter(full_name__in=names).prefetch_related(with_places())
    forms = [(form, person) for person in people for form in _forms(person)]
    counts = Counter(form for form, _person in forms)
    return {f"@{form}": person for form, person in forms if counts[form] == 1}


def _forms(person: User) -> list[str]:
    name, place = person.get_full_name(), place_of(person)
    return [name, f"{name} ({place})"] if place else [name]


def _municipalities(phrases: set[str]) -> dict[str, Municipality]:
    places = Municipality.objects.in_network().filter(Q(name__in=phrases) | Q(slug__in=phrases))
    forms = list(chain.from_iterable(((place.name, place), (place.slug, place)) for place in places))
    meant: dict[str, set[Municipality]] = {}
    for form, place in forms:
        meant.setdefault(form, set()).add(place)
    return {f"@{form}": next(iter(some)) for form, some in meant.items() if len(some) == 1}
