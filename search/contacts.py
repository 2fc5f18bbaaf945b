"""The person to call for a result: who answers for its municipality, as far as the asker may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import get_language
from wagtail.models import Page

from cms.municipalities.models import MunicipalityPage
from network.municipalities.models import Membership
from network.people.rules import is_active_user
from search.searching import Result


@dataclass(frozen=True)
class Contact:
    place: str
    """Of the municipality: "Krefeld"."""
    url: str
    """Where one asks it."""
    role: str
    """What the municipality calls its contact; a function, which everybody may know."""
    name: str = ""
    """Of the person, for members only."""


def contacts_of(results: Iterable[Result], user: Any) -> dict[str, Contact]:
    """By id of the document, for what belongs to one municipality; one query for all of them."""
    owners = {result.document.id: owner for result in results if (owner := _owner(result))}
    found = _contacts(set(owners.values()), user) if owners else {}
    return {document_id: found[slug] for document_id, slug in owners.items() if slug in found}


def _owner(result: Result) -> str:
    """A meeting belongs to all who took part, hence to none."""
    own = result.document.facets.get("municipality", ())
    return own[0] if len(own) == 1 else ""


def _contacts(slugs: set[str], user: Any) -> dict[str, Contact]:
    """Of those in the network that have a profile, where one asks, and somebody to ask; in the reader's language, if it can be."""
    profiles = MunicipalityPage.objects.published().filter(
        municipality__slug__in=slugs, municipality__joined_on__isnull=False, municipality__left_on=None
    )
    rows = profiles.annotate(person=_contact_person(user)).values_list(
        "locale__language_code",
        "municipality__slug",
        "municipality__name",
        "municipality__contact_role",
        "person",
        "url_path",
    )
    own = get_language()
    best = {row[1]: row for row in sorted(rows, key=lambda row: row[0] == own)}
    return {
        slug: Contact(place, f"{Page(url_path=path).get_url()}#contact", role, (person or "").strip())
        for _language, slug, place, role, person, path in best.values()
        if role or (person or "").strip()
    }


def _contact_person(user: Any) -> Subquery | Value:
    """Their name, for whoever may see who belongs where."""
    if not is_active_user(user):
        return Value("")
    persons = Membership.objects.visible_to(user).filter(municipality=OuterRef("municipality"), is_contact=True)
    names = persons.order_by("pk").values_list(Concat("user__first_name", Value(" "), "user__last_name"))
    return Subquery(names[:1])
