"""What the demo members tell from practice: written by the member, reviewed and published by the editor."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cms.municipalities.models import ExperiencePage
from network.demo.data import Entry, entries, read
from network.demo.loaders.handbook import format_page
from network.demo.loaders.municipalities import municipality, user
from network.demo.loaders.profiles import profile
from network.demo.loaders.publishing import About, find_or_publish, find_or_translate
from network.demo.loaders.times import scattered
from network.municipalities.names import slug_of

PROSE = ("title", "summary", "what_we_did", "outcome", "what_did_not_work", "cost", "staff")
LISTS = ("partners", "target_groups")


def load() -> Iterator[ExperiencePage]:
    times = scattered([entry["key"] for entry in entries("experiences")])
    for entry in entries("experiences"):
        yield _experience(entry, times[entry["key"]])


def _experience(entry: Entry, at: datetime) -> ExperiencePage:
    parent = profile(entry["municipality"])
    photos = [entry["key"]] if entry["key"] in read("pictures")["pictures"] else []
    about = About(at=at, topics=entry["topics"], tags=entry["tags"], photos=photos)
    page = find_or_publish(entry["key"], ExperiencePage, parent, _facts(entry) | _texts(entry, ""), about)
    if "title_en" in entry:
        about = About(at=at, topics=entry["topics"], tags=entry["tags_en"], photos=photos)
        find_or_translate(entry["key"], page, _texts(entry, "_en"), about)
    return page


def _facts(entry: Entry) -> dict[str, Any]:
    related = entry.get("related_format")
    return {
        "municipality": municipality(entry["municipality"]),
        "author": user(entry["author"]),
        "started_on": entry["started_on"],
        "ended_on": entry.get("ended_on", ""),
        "phase": entry["phase"],
        "related_format": format_page(related) if related else None,
    }


def _texts(entry: Entry, suffix: str) -> dict[str, Any]:
    texts = {name: entry[f"{name}{suffix}"].strip() for name in PROSE}
    lists = {name: "\n".join(entry[f"{name}{suffix}"]) for name in LISTS}
    return texts | lists | {"slug": slug_of(entry[f"title{suffix}"])}
