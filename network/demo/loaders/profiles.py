"""The public profiles: the coordinator makes the page, the editor fills it in and has it translated."""

from collections.abc import Iterator

from cms.municipalities.actions import create_profile_page
from cms.municipalities.models import MunicipalityPage
from network.demo import records
from network.demo.data import Entry, entries
from network.demo.loaders.municipalities import COORDINATOR, municipality, user
from network.demo.loaders.publishing import About, find_or_translate, publish
from network.demo.loaders.times import moment

PUBLISHED = moment("2026-03-02 08:00")


def load() -> Iterator[MunicipalityPage]:
    for entry in entries("municipalities"):
        about = About(at=PUBLISHED, topics=entry["topics"])
        key = f"page:profile/{entry['key']}"
        page = records.find_or_make(key, MunicipalityPage, lambda entry=entry, about=about: _make(entry, about))
        find_or_translate(f"profile/{entry['key']}", page, {"summary": entry["intro_en"]}, about)
        yield page


def _make(entry: Entry, about: About) -> MunicipalityPage:
    page = create_profile_page(municipality=municipality(entry["key"]), by=user(COORDINATOR))
    page.summary = entry["intro_de"]
    return publish(page, about)


def profile(key: str) -> MunicipalityPage:
    return records.get(f"page:profile/{key}", MunicipalityPage)
