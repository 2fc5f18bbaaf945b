"""What the index holds of a thing: the same few fields, whatever the thing is."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

PUBLIC = "public"
"""Access token of what everybody may read."""
NETWORK = "network"
"""Access token of what every signed-in member may read."""

FACETS = (
    "type",
    "topic",
    "target_group",
    "actor_group",
    "phase",
    "legal_regime",
    "municipality",
    "state",
    "size",
    "kind",
    "country",
    "tag",
    "space",
    "origin",
    "year",
    "lang",
)
"""The groups one can filter by, in the order in which they are offered."""


def facet_field(name: str) -> str:
    """The field of the index that holds the values of a group."""
    return f"facet_{name}"


def space_token(space_id: int) -> str:
    """Access token of what belongs to a space; who holds it is decided when asking, so moving people needs no index."""
    return f"space:{space_id}"


def group_token(group_id: int) -> str:
    """Access token of pages that Wagtail shows to one group only."""
    return f"group:{group_id}"


@dataclass(frozen=True, slots=True)
class SearchDocument:
    id: str
    """Prefix of its source and its key there: "page:12"."""
    type: str
    """What kind of thing it is: one of `search.facets.TYPES`."""
    lang: str
    title: str
    access: tuple[str, ...]
    """Whoever holds one of these tokens may find it."""
    also_in: tuple[str, ...] = ()
    """Languages in which the same is published too."""
    is_reply: bool = False
    """The title is that of what it replies to: it names the context, and its words count as such."""
    source_id: str = ""
    """What an import knows it by."""
    passages: tuple[str, ...] = ()
    """The text in the pieces it is written in; a hit shows one of them."""
    places: tuple[str, ...] = ()
    """Where each passage stands in its text, as `search.places` writes it; empty for what is read as a whole."""
    keywords: tuple[str, ...] = ()
    """Names it should be found by although the text need not say them: place, topics, tags, partners."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values per group of FACETS, beside type, lang and year, which follow from the fields."""
    place: str = ""
    """What a result names as its place: "Krefeld", "Toronto, Canada"."""
    date: dt.date | None = None
    when: str = ""
    """The date as a sentence says it, where a day would be too exact: "2016 to 2018"."""
    evidence: str = ""
    """What backs it, on the card of a result: source, partners, group size."""

    def all_facets(self) -> dict[str, tuple[str, ...]]:
        own = {"type": (self.type,), "lang": (self.lang,), "year": (str(self.date.year),) if self.date else ()}
        return {name: tuple(dict.fromkeys((*self.facets.get(name, ()), *own.get(name, ())))) for name in FACETS}

    def to_json(self) -> str:
        """What the index keeps; sorted, so that equal documents are equal strings."""
        data: dict[str, Any] = {name: getattr(self, name) for name in FIELD_NAMES}
        data["date"] = self.date.isoformat() if self.date else None
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> "SearchDocument":
        data: dict[str, Any] = json.loads(text)
        for name in ("access", "also_in", "passages", "places", "keywords"):
            data[name] = tuple(data.get(name, ()))
        data["facets"] = {name: tuple(values) for name, values in data["facets"].items()}
        data["date"] = dt.date.fromisoformat(data["date"]) if data["date"] else None
        return cls(**data)


FIELD_NAMES = tuple(each.name for each in fields(SearchDocument))
