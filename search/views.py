"""The search page: complete without JavaScript, every state of it an address."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cms.basepage.vocabulary import topics
from network.people.rate_limit import rate_limited
from search import browsing
from search.access import tokens_for
from search.documents import FACETS
from search.engines import get_engine
from search.engines.base import EngineUnavailableError
from search.facets import TYPES, FacetGroup, FacetOption, describe
from search.outbox import hidden_keys
from search.parameters import Address, read_request
from search.queries import EngineQuery, parse_text
from search.searching import NEWEST, RELEVANCE, Result, SearchRequest, SearchResponse, search

SHOWN_VALUES = 8
"""Values of a group before "more"; chosen ones come on top of it."""
DATED = {"experience", "idea", "meeting", "thread", "post"}
"""Kinds whose date says something to the reader; a format or a profile has only the day it was put up."""
SORT_LABELS = {RELEVANCE: _("Best answers first"), NEWEST: _("Newest first")}


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    count: int | None = None
    selected: bool = False
    group: str = ""


@dataclass(frozen=True)
class LinkGroup:
    label: Any
    options: list[Link]
    more: list[Link]
    is_open: bool


@require_safe
@rate_limited("search", methods=("GET",))
def search_page(request: HttpRequest) -> HttpResponse:
    asked = read_request(request.GET, get_language() or "de")
    address = Address(reverse("search:search"), asked)
    context: dict[str, Any] = {"query": asked.text, "address": address, "asked": asked}
    try:
        response = search(asked, request.user)
        context |= _answer(response, address, request.user)
        status = 200
    except EngineUnavailableError:
        context |= _without_engine(asked, address)
        status = 503
    return render(request, "search/search.html", context, status=status)


def _answer(response: SearchResponse, address: Address, user: Any) -> dict[str, Any]:
    asked = response.request
    groups = describe(response.facets, asked.filters, user)
    shown = {result.document.id for result in response.results}
    return {
        "response": response,
        "cards": [card(result) for result in response.results],
        "other_cards": [card(result) for result in response.other_language if result.document.id not in shown],
        "facets": [
            _links(group, address) for group in groups if len(group.options) > len(group.selected) or group.selected
        ],
        "chips": _chips(groups, address),
        "sorts": [
            Link(str(label), address.sorted_by(sort), selected=sort == asked.sort)
            for sort, label in SORT_LABELS.items()
        ],
        "pages": _pages(response, address),
        "correction": Link(response.did_you_mean, address.asking(response.did_you_mean))
        if response.did_you_mean
        else None,
        "ways_out": _ways_out(response, groups, address, user) if not response.total else None,
    }


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
        "lang": document.lang,
    }


def _links(group: FacetGroup, address: Address) -> LinkGroup:
    first = [option for place, option in enumerate(group.options) if place < SHOWN_VALUES or option.selected]
    rest = [option for option in group.options if option not in first]

    def link(option: FacetOption) -> Link:
        return Link(option.label, address.toggled(group.name, option.value), option.count, option.selected)

    is_open = group.name in FACETS[:2] or bool(group.selected)
    return LinkGroup(group.label, [link(option) for option in first], [link(option) for option in rest], is_open)


def _chips(groups: list[FacetGroup], address: Address) -> list[Link]:
    return [
        Link(option.label, address.toggled(group.name, option.value), group=str(group.label))
        for group in groups
        for option in group.selected
    ]


def _pages(response: SearchResponse, address: Address) -> dict[str, Any] | None:
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


def _ways_out(response: SearchResponse, groups: list[FacetGroup], address: Address, user: Any) -> dict[str, Any]:
    """What to do when nothing was found: which filter to drop and what that would find, topics, asking people."""
    asked = response.request
    relaxed = []
    for group in groups:
        for option in group.selected:
            left = tuple(value for value in asked.filters[group.name] if value != option.value)
            count = _count(asked, {**asked.filters, group.name: left}, user)
            if count:
                label = gettext("Without “%(value)s”") % {"value": option.label}
                relaxed.append(Link(label, address.toggled(group.name, option.value), count))
    return {
        "relaxed": relaxed,
        "topics": [
            Link(label.name, Address(address.path, SearchRequest()).toggled("topic", label.key)) for label in topics()
        ],
        "can_ask": user.is_authenticated,
    }


def _count(asked: SearchRequest, filters: dict[str, tuple[str, ...]], user: Any) -> int:
    query = EngineQuery(
        parse_text(asked.text), tokens_for(user), filters, hidden=hidden_keys(), with_facets=False, limit=1
    )
    return get_engine().search(query).total


def _without_engine(asked: SearchRequest, address: Address) -> dict[str, Any]:
    browse = Address(address.path, SearchRequest())
    return {
        "is_down": True,
        "cards": [card(result) for result in browsing.by_topic_and_tag(asked.filters)],
        "topics": [Link(label.name, browse.toggled("topic", label.key)) for label in topics()],
        "tags": [Link(name, browse.toggled("tag", key), count) for key, name, count in browsing.frequent_tags()],
    }
