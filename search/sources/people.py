"""Documents of the people in the network, for its members: by name, role and municipality, and never by address."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import translation

from network.municipalities.models import Membership
from network.people.models import User
from search.analysis import LANGUAGES
from search.documents import FACETS, NETWORK, SearchDocument
from search.sources import NumberedRows
from search.sources.page_types import place_facets
from search.sources.texts import passages


class PersonSource(NumberedRows):
    """Active people who have a name: without one, only their e-mail address could stand for them."""

    prefix = "person"

    def _people(self) -> QuerySet[User]:
        return User.objects.active().exclude(Q(first_name="") & Q(last_name=""))

    def keys(self) -> Iterator[int]:
        return self._people().order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, keys: Sequence[int]) -> list[SearchDocument]:
        own = Membership.objects.filter(municipality__joined_on__isnull=False, municipality__left_on=None)
        memberships = Prefetch("memberships", own.select_related("municipality"))
        people = self._people().filter(pk__in=keys).prefetch_related(memberships).order_by("pk")
        return [person_document(person) for person in people if person.get_full_name()]

    def readable(self, keys: Sequence[int], user: Any) -> dict[int, str]:
        visible = User.objects.visible_to(user).active().filter(pk__in=keys)
        return {pk: reverse("people:person", args=[pk]) for pk in visible.values_list("pk", flat=True)}


def person_document(person: User) -> SearchDocument:
    memberships = list(person.memberships.all())
    places = [membership.municipality.label for membership in memberships]
    with translation.override(person.language):
        role = str(person.get_role_display())
        functions = [f"{each.contact_role}, {each.municipality.label}" for each in memberships if each.contact_role]
        return SearchDocument(
            id=f"person:{person.pk}",
            type="person",
            lang=person.language,
            title=person.get_full_name(),
            access=(NETWORK,),
            passages=passages(functions or [", ".join([role, *places])]),
            keywords=tuple(dict.fromkeys([*places, *_roles(person)])),
            facets=_facets_of(memberships),
            place=", ".join(places),
            evidence=role,
        )


def _roles(person: User) -> list[str]:
    """In every language: a colleague is not sought in the language of their interface."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(str(person.get_role_display()))
    return found


def _facets_of(memberships: Sequence[Membership]) -> dict[str, tuple[str, ...]]:
    own = [place_facets(membership.municipality) for membership in memberships]
    return {name: tuple(dict.fromkeys(value for each in own for value in each.get(name, ()))) for name in FACETS}
