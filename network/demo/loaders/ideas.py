"""Good ideas in German and English, and which municipality took up which of them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from cms.ideas.models import IdeaIndexPage, IdeaPage
from network.demo import records
from network.demo.data import Entry, entries
from network.demo.loaders.municipalities import municipality, user
from network.demo.loaders.publishing import About, classes_of, find_or_publish, find_or_translate, index
from network.demo.loaders.times import scattered
from network.municipalities.names import slug_of
from network.transfer.actions import declare_adoption
from network.transfer.models import Adoption

TEXTS = ("title", "summary", "challenge", "approach", "results", "effort", "transferability", "legal_fit")


def load() -> Iterator[IdeaPage]:
    times = scattered([entry["key"] for entry in entries("ideas")])
    for entry in entries("ideas"):
        about = About(at=times[entry["key"]], topics=entry["topics"], tags=entry["tags_de"])
        values = _facts(entry) | _texts(entry["de"])
        page = find_or_publish(entry["key"], IdeaPage, index(IdeaIndexPage), values, about)
        about = About(at=times[entry["key"]], topics=entry["topics"], tags=entry["tags_en"])
        find_or_translate(entry["key"], page, _texts(entry["en"]) | _places_in_english(entry), about)
        yield page


def load_adoptions() -> Iterator[Adoption]:
    for entry in entries("adoptions"):
        key = f"adoption:{entry['municipality']}/{entry['idea']}"
        yield records.find_or_make(key, Adoption, lambda entry=entry: _adopt(entry))


def _facts(entry: Entry) -> dict[str, Any]:
    return {
        "place": entry["place"],
        "country": entry["country"],
        "source_title": entry["source_title"],
        "source_url": entry["source_url"],
        "contact": entry["contact"],
        "published_on": date.fromisoformat(entry["date"]),
    } | classes_of(entry)


def _texts(text: Entry) -> dict[str, Any]:
    return {name: text[name] for name in TEXTS} | {"slug": slug_of(text["title"])}


def _places_in_english(entry: Entry) -> dict[str, Any]:
    return {"place": entry.get("place_en", entry["place"]), "contact": entry["contact_en"]}


def _adopt(entry: Entry) -> Adoption:
    idea = records.get(f"page:{entry['idea']}", IdeaPage)
    return declare_adoption(
        municipality=municipality(entry["municipality"]),
        idea_key=idea.translation_key,
        status=entry["status"],
        by=user(entry["municipality"]),
        what_changed=entry["what_changed"],
        started_on=entry["started_on"],
    )
