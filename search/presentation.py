"""A response of the search as templates take it: cards, rows, links to the next search."""

from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.basepage.vocabulary import topics
from network.municipalities.models import Municipality
from search.contacts import contacts_of
from search.facets import LABELS, TYPES, FacetGroup, FacetOption
from search.parameters import LIST, MAP, TABLE, Address
from search.searching import NEWEST, RELEVANCE, Result, SearchResponse

SHOWN_VALUES = 8
"""Values of a group before "more"; chosen ones come on top of it."""
LISTED_VALUES = 40
"""Values of a group in the page: a network of 2,000 municipalities lists the others at an address of their own."""
THOUSAND = 1_000
OPEN_GROUPS = ("type", "topic")
DATED = {"experience", "idea", "meeting", "thread", "post", "room_question"}
"""Kinds whose date says something to the reader; a format or a profile has only the day it was put up."""
SORT_LABELS = {RELEVANCE: _("Best answers first"), NEWEST: _("Newest first")}
PLACE_SORT_LABELS = {"distance": _("Nearest to %(place)s first"), "similarity": _("Most like %(place)s first")}
VIEW_LABELS = {
    LIST: pgettext_lazy("way of showing results", "List"),
    MAP: pgettext_lazy("way of showing results", "Map"),
    TABLE: pgettext_lazy("way of showing results", "Table"),
}


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    count: int | None = None
    selected: bool = False
    group: str = ""

    @property
    def number(self) -> str:
        """The count as it is read; formatting numbers costs more than all else of a list of filters."""
        count = self.count or 0
        return intcomma(count) if count >= THOUSAND else str(count)


@dataclass(frozen=True)
class LinkGroup:
    name: str
    label: Any
    options: list[Link]
    more: list[Link]
    chosen: int
    is_open: bool
    is_whole: bool
    """All its values were asked for."""
    number: int
    """Of all values, those that are not in the page included."""
    all_url: str = ""
    """Where they are, if they are not here."""


def cards(results: list[Result], user: Any) -> list[dict[str, Any]]:
    contacts = contacts_of(results, user)
    return [card(result) | {"contact": contacts.get(result.document.id)} for result in results]


def card(result: Result) -> dict[str, Any]:
    """What the component `card` takes."""
    document = result.document
    return {
        "title": document.title,
        "url": result.url,
        "kind": TYPES.get(document.type, document.type),
        "place": document.place,
        "text": result.excerpt,
        "evidence": document.evidence,
        "date": document.date if document.type in DATED and not document.when else None,
        "date_text": document.when,
        "lang": document.lang if document.lang != get_language() else "",
        "language": document.lang,
        "place_in_text": result.place_in_text,
    }


def rows(results: list[Result]) -> list[dict[str, Any]]:
    """What a line of the table shows: the card, and its topics by name."""
    names = {label.key: label.name for label in topics()}
    languages = LABELS["lang"]([])

    def row(result: Result) -> dict[str, Any]:
        document = result.document
        found = [names[key] for key in document.facets.get("topic", ()) if key in names]
        return card(result) | {"topics": ", ".join(found), "language_name": languages.get(document.lang, document.lang)}

    return [row(result) for result in results]


def link_groups(groups: list[FacetGroup], total: int, address: Address, whole: str = "") -> list[LinkGroup]:
    """Those groups that can change the result: one value that every result has says nothing. `whole` names the group
    that is shown with all its values."""
    return [_link_group(group, address, is_whole=group.name == whole) for group in groups if _narrows(group, total)]


def _narrows(group: FacetGroup, total: int) -> bool:
    if group.selected or len(group.options) > 1:
        return True
    return any(option.count < total for option in group.options)


def _link_group(group: FacetGroup, address: Address, *, is_whole: bool) -> LinkGroup:
    first = [option for place, option in enumerate(group.options) if place < SHOWN_VALUES or option.selected]
    rest = [option for place, option in enumerate(group.options) if place >= SHOWN_VALUES and not option.selected]
    listed = rest if is_whole else rest[: LISTED_VALUES - SHOWN_VALUES]

    def link(option: FacetOption) -> Link:
        return Link(option.label, address.toggled(group.name, option.value), option.count, option.selected)

    return LinkGroup(
        name=group.name,
        label=group.label,
        options=[link(option) for option in first],
        more=[link(option) for option in listed],
        chosen=len(group.selected),
        is_open=group.name in OPEN_GROUPS or bool(group.selected) or is_whole,
        is_whole=is_whole,
        number=len(group.options),
        all_url=f"{address.with_all(group.name)}#facet-{group.name}" if len(listed) < len(rest) else "",
    )


def chips(groups: list[FacetGroup], address: Address) -> list[Link]:
    return [
        Link(option.label, address.toggled(group.name, option.value), group=str(group.label))
        for group in groups
        for option in group.selected
    ]


def sorts(address: Address, place: Municipality | None) -> list[Link]:
    """Nothing answers best where nothing was asked; the newest come first then. From a municipality only where there
    is one: the member's own, or the one that was named."""
    asked = address.request
    offered = {sort: str(label) for sort, label in SORT_LABELS.items() if asked.text or sort != RELEVANCE}
    if place:
        offered |= {sort: str(label) % {"place": place.label} for sort, label in PLACE_SORT_LABELS.items()}
    chosen = asked.sort if asked.sort in offered else NEWEST
    return [Link(label, address.sorted_by(sort), selected=sort == chosen) for sort, label in offered.items()]


def views(address: Address) -> list[Link]:
    return [
        Link(str(label), address.shown_as(view), selected=view == address.view, group=view)
        for view, label in VIEW_LABELS.items()
    ]


def page_links(response: SearchResponse, address: Address) -> dict[str, Any] | None:
    asked = response.request
    last = -(-response.total // asked.page_size)
    if last <= 1:
        return None
    return {
        "number": asked.page,
        "last": last,
        "previous": address.at_page(asked.page - 1) if asked.page > 1 else "",
        "next": address.at_page(asked.page + 1) if asked.page < last else "",
    }
