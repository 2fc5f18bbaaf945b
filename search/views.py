"""The search page: complete without JavaScript, every state of it an address."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.basepage.vocabulary import topics
from network.people.rate_limit import rate_limited
from search import browsing, export
from search.asking.offers import offers
from search.engines.base import EngineUnavailableError
from search.facets import FacetGroup, describe
from search.parameters import LIST, MAP, TABLE, Address, read_request, read_view
from search.presentation import Link, card, cards, chips, link_groups, page_links, rows, sorts, views
from search.proximity import ORDERS, place_of
from search.result_map import result_places
from search.retrieval import RELEVANCE
from search.searching import SearchRequest, SearchResponse, counted, engine_query, only_counted, search
from search.vain import counting

MOST_NAMED = 3
"""Of the values of one group, in a link that drops them all."""


@require_safe
@rate_limited("search", methods=("GET",))
def search_page(request: HttpRequest) -> HttpResponse:
    asked = read_request(request.GET, get_language() or "de")
    place = place_of(asked.near, request.user)
    lacks_place = asked.sort in ORDERS and place is None
    asked = replace(asked, sort=RELEVANCE) if lacks_place else asked
    address = Address(reverse("search:search"), asked, read_view(request.GET))
    context: dict[str, Any] = {"query": asked.text, "address": address, "asked": asked, "lacks_place": lacks_place}
    try:
        response = search(only_counted(asked) if address.view == MAP else asked, request.user)
        context |= _answer(response, address, request.user, request.GET.get("all", ""))
        context |= offers(asked, response, request.user)
        context["recommended"] = [card(result) for result in context["recommended"]]
        if response.is_poor:
            counting.note(asked, response.total, request)
        is_placed = bool(response.facets.get("municipality")) or asked.sort in ORDERS or lacks_place
        context |= {"sorts": sorts(address, place if is_placed else None), "place": place, "is_placed": is_placed}
        status = 200
    except EngineUnavailableError:
        context |= _without_engine(asked, address)
        status = 503
    return render(request, "search/search.html", context, status=status)


def _answer(response: SearchResponse, address: Address, user: Any, whole: str) -> dict[str, Any]:
    groups = describe(response.facets, address.request.filters, user)
    return {
        "response": response,
        "facets": link_groups(groups, response.total, address, whole),
        "chips": chips(groups, address),
        "views": views(address),
        "correction": Link(response.did_you_mean, address.asking(response.did_you_mean))
        if response.did_you_mean
        else None,
        "export_url": address.exported(reverse("search:export")),
        "export_limit": settings.SEARCH_EXPORT_LIMIT,
        "ways_out": _ways_out(groups, address, user) if not response.total else None,
        **SHOWN[address.view](response, address, user),
    }


def _list(response: SearchResponse, address: Address, user: Any) -> dict[str, Any]:
    shown = {result.document.id for result in response.results}
    others = [result for result in response.other_language if result.document.id not in shown]
    found = cards([*response.results, *others], user)
    return {
        "cards": found[: len(response.results)],
        "other_cards": found[len(response.results) :],
        "pages": page_links(response, address),
    }


def _table(response: SearchResponse, address: Address, user: Any) -> dict[str, Any]:
    return {"rows": rows(response.results), "pages": page_links(response, address)}


def _map(response: SearchResponse, address: Address, user: Any) -> dict[str, Any]:
    return {"places": result_places(response, address, user) if response.total else None}


SHOWN = {LIST: _list, TABLE: _table, MAP: _map}


@require_safe
@never_cache
@rate_limited("export", methods=("GET",))
def export_results(request: HttpRequest) -> HttpResponseBase:
    """The result set as CSV. The first part is asked before anything is sent, so that a missing index can be said."""
    asked = read_request(request.GET, get_language() or "de")
    try:
        first = export.first_part(asked, request.user)
    except EngineUnavailableError:
        address = Address(reverse("search:search"), asked)
        return render(request, "search/search.html", _without_engine(asked, address), status=503)
    response = StreamingHttpResponse(
        export.lines(first, request, settings.SEARCH_EXPORT_LIMIT), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{export.file_name()}"'
    return response


def _ways_out(groups: list[FacetGroup], address: Address, user: Any) -> dict[str, Any]:
    """What to do when nothing was found: which filters to drop and what that would find, topics, asking people.

    Values of one group are alternatives, so only all of them together can be what leaves nothing.
    """
    asked = address.request
    query = replace(engine_query(asked, user), with_facets=False)
    chosen = [group for group in groups if group.selected]
    ways = [(_without(group), {group.name}) for group in chosen]
    if len(chosen) > 1:
        ways.append((gettext("Without any filter"), set(asked.filters)))
    relaxed = []
    for label, dropped in ways:
        left = {name: values for name, values in asked.filters.items() if name not in dropped}
        if count := counted(replace(query, filters=left), asked.language).total:
            relaxed.append(Link(label, address.without(dropped), count))
    return {
        "relaxed": relaxed,
        "topics": _topic_links(address.path),
    }


def _without(group: FacetGroup) -> str:
    labels = [option.label for option in group.selected]
    more = " …" if len(labels) > MOST_NAMED else ""
    return gettext("Without “%(value)s”") % {"value": ", ".join(labels[:MOST_NAMED]) + more}


def _topic_links(path: str) -> list[Link]:
    browse = Address(path, SearchRequest())
    return [Link(label.name, browse.toggled("topic", label.key)) for label in topics()]


def _without_engine(asked: SearchRequest, address: Address) -> dict[str, Any]:
    browse = Address(address.path, SearchRequest())
    return {
        "query": asked.text,
        "address": address,
        "asked": asked,
        "is_down": True,
        "cards": [card(result) for result in browsing.by_topic_and_tag(asked.filters)],
        "topics": _topic_links(address.path),
        "tags": [Link(name, browse.toggled("tag", key), count) for key, name, count in browsing.frequent_tags()],
    }
