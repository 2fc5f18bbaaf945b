"""The person to call for a result: who answers for its municipality, as far as the asker may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
    """By id of the document, for what belongs to one municipality; two queries for all of them, one for visitors."""
    owners = {result.document.id: owner for result in results if (owner := _owner(result))}
    profiles = _profiles(set(owners.values()))
    names = _contact_persons([profile.municipality_id for profile in profiles.values()], user)
    found = {slug: _contact(profile, names) for slug, profile in profiles.items()}
    return {document_id: contact for document_id, slug in owners.items() if (contact := found.get(slug))}


def _owner(result: Result) -> str:
    """A meeting belongs to all who took part, hence to none."""
    own = result.document.facets.get("municipality", ())
    return own[0] if len(own) == 1 else ""


def _profiles(slugs: set[str]) -> dict[str, MunicipalityPage]:
    if not slugs:
        return {}
    pages = MunicipalityPage.objects.published().once_per_municipality().filter(municipality__slug__in=slugs)
    found = pages.select_related("municipality", "locale").defer_streamfields()
    return {page.municipality.slug: page for page in found if page.municipality.is_in_network}


def _contact_persons(municipality_ids: list[int], user: Any) -> dict[int, str]:
    if not municipality_ids or not is_active_user(user):
        return {}
    contacts = Membership.objects.visible_to(user).filter(municipality__in=municipality_ids, is_contact=True)
    return {contact.municipality_id: str(contact.user) for contact in contacts.select_related("user").order_by("-pk")}


def _contact(profile: MunicipalityPage, names: dict[int, str]) -> Contact | None:
    place = profile.municipality
    name = names.get(place.pk, "")
    if not name and not place.contact_role:
        return None
    return Contact(place.label, f"{profile.get_url()}#contact", place.contact_role, name)
