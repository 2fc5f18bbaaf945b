"""The public profiles of the municipalities, in both languages."""

from collections.abc import Iterator

from cms.municipalities.models import MunicipalityIndexPage, MunicipalityPage
from network.demo import records
from network.demo.data import entries
from network.demo.loaders.municipalities import municipality
from network.demo.loaders.publishing import About, find_or_publish, find_or_translate, index
from network.demo.loaders.times import moment

PUBLISHED = moment("2026-03-02 08:00")


def load() -> Iterator[MunicipalityPage]:
    for entry in entries("municipalities"):
        place = municipality(entry["key"])
        about = About(at=PUBLISHED, topics=entry["topics"])
        values = {"title": place.name, "slug": place.slug, "summary": entry["intro_de"], "municipality": place}
        page = find_or_publish(f"profile/{entry['key']}", MunicipalityPage, index(MunicipalityIndexPage), values, about)
        find_or_translate(f"profile/{entry['key']}", page, {"summary": entry["intro_en"]}, about)
        yield page


def profile(key: str) -> MunicipalityPage:
    return records.get(f"page:profile/{key}", MunicipalityPage)
