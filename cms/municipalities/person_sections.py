"""What a person's page says of their municipalities and experiences."""

from django.utils.translation import gettext as _

from cms.municipalities.models import ExperiencePage, MunicipalityPage
from network.municipalities.models import Membership
from network.people.home import Item, Section
from network.people.models import User
from network.people.person_page import register_person_section

NEWEST = 10


def register() -> None:
    register_person_section("places", 10, places)
    register_person_section("experiences", 30, experiences)


def places(person: User, reader: User) -> Section | None:
    """The municipalities in the network that the person works for; each with its public profile."""
    roles = dict(Membership.objects.visible_to(reader).filter(user=person).values_list("municipality", "contact_role"))
    pages = MunicipalityPage.objects.published().once_per_municipality().filter(municipality__in=roles)
    items = [
        Item(text=page.municipality.label, url=page.get_url() or "", meta=roles[page.municipality_id])
        for page in pages.select_related("municipality", "locale").order_by("municipality__name")
        if page.municipality.is_in_network
    ]
    return {"title": _("Works for"), "items": items} if items else None


def experiences(person: User, reader: User) -> Section | None:
    pages = ExperiencePage.objects.published().once_each().filter(author=person)
    newest = pages.select_related("locale", "municipality").defer_streamfields().order_by("-first_published_at", "-pk")
    items = [Item(text=page.title, url=page.get_url() or "", meta=page.municipality.label) for page in newest[:NEWEST]]
    return {"title": _("Experiences"), "items": items} if items else None
