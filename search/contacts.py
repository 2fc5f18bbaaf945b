"""The person to call for a result: who answers for its municipality, as far as the asker may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat

from cms.municipalities.models import MunicipalityPage
from network.municipalities.models import Membership
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
    found = {page.municipality.slug: _contact(page) for page in _profiles(set(owners.values()), user)}
    return {document_id: contact for document_id, slug in owners.items() if (contact := found.get(slug))}


def _owner(result: Result) -> str:
    """A meeting belongs to all who took part, hence to none."""
    own = result.document.facets.get("municipality", ())
    return own[0] if len(own) == 1 else ""


def _profiles(slugs: set[str], user: Any) -> Iterable[MunicipalityPage]:
    """Each with `contact_person`, as far as the person may see who belongs where."""
    if not slugs:
        return []
    persons = Membership.objects.visible_to(user).filter(municipality=OuterRef("municipality"), is_contact=True)
    names = persons.order_by("pk").values_list(Concat("user__first_name", Value(" "), "user__last_name"))
    pages = MunicipalityPage.objects.published().once_per_municipality().filter(municipality__slug__in=slugs)
    found = pages.select_related("municipality", "locale").defer_streamfields()
    return [page for page in found.annotate(contact_person=Subquery(names[:1])) if page.municipality.is_in_network]


def _contact(profile: MunicipalityPage) -> Contact | None:
    place = profile.municipality
    name = (profile.contact_person or "").strip()
    if not name and not place.contact_role:
        return None
    return Contact(place.label, f"{profile.get_url()}#contact", place.contact_role, name)
