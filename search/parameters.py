"""A search as an address: the same parameters for the page and the API."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from search.documents import FACETS
from search.facets import read_filters
from search.searching import LAST_RESULT, RELEVANCE, SORTS, SearchRequest

LONGEST_QUERY = 10_000
LONGEST_PLACE = 120
PAGE_SIZE = 20
LIST, MAP, TABLE = "list", "map", "table"
VIEWS = (LIST, MAP, TABLE)
SCOPES = ("municipality", "space")
"""Filters that the search field of a page presets: where the reader is."""


def clean_text(raw: str) -> str:
    """What was typed, without what no text contains."""
    return " ".join(raw[:LONGEST_QUERY].replace("\x00", " ").split())


def read_request(parameters: QueryDict, language: str) -> SearchRequest:
    """Of the page: whatever is no sense in it is left out, because somebody typed or shortened the address."""
    page = parameters.get("page", "")
    sort = parameters.get("sort", RELEVANCE)
    number = int(page) if page.isascii() and page.isdigit() and len(page) < len(str(LAST_RESULT)) else 1
    return SearchRequest(
        text=clean_text(parameters.get("q", "")),
        filters=read_filters({name: parameters.getlist(name) for name in FACETS}),
        page=min(max(number, 1), LAST_RESULT // PAGE_SIZE),
        page_size=PAGE_SIZE,
        sort=sort if sort in SORTS else RELEVANCE,
        near=clean_text(parameters.get("near", ""))[:LONGEST_PLACE],
        language=language,
    )


def read_view(parameters: QueryDict) -> str:
    view = parameters.get("view", LIST)
    return view if view in VIEWS else LIST


class Address:
    """Addresses of searches that differ from this one by a click."""

    def __init__(self, path: str, request: SearchRequest, view: str = LIST) -> None:
        self.path = path
        self.request = request
        self.view = view

    def _url(self, text: str, filters: Mapping[str, tuple[str, ...]], sort: str, page: int = 1) -> str:
        return _joined(self.path, [*_asked(text, filters, sort, self.request.near), *self._how(page)])

    def _how(self, page: int = 1) -> list[tuple[str, Any]]:
        shown: list[tuple[str, Any]] = [("view", self.view)] if self.view != LIST else []
        return [*shown, ("page", page)] if page > 1 else shown

    def toggled(self, name: str, value: str) -> str:
        """With the value if it is not chosen, without it if it is."""
        chosen = self.request.filters.get(name, ())
        values = tuple(each for each in chosen if each != value) if value in chosen else (*chosen, value)
        return self._url(self.request.text, {**self.request.filters, name: values}, self.request.sort)

    def everywhere(self) -> str:
        """Without the municipality and the space one came from; empty where the search is not narrowed to any."""
        return self.without(SCOPES) if any(name in SCOPES for name in self.request.filters) else ""

    def without(self, groups: Collection[str]) -> str:
        """Without whatever is chosen in these groups of filters."""
        left = {name: values for name, values in self.request.filters.items() if name not in groups}
        return self._url(self.request.text, left, self.request.sort)

    def without_filters(self) -> str:
        return self.without(self.request.filters)

    def without_text(self) -> str:
        return self._url("", self.request.filters, self.request.sort)

    def without_page(self) -> str:
        return self.at_page(1)

    def asking(self, text: str) -> str:
        return self._url(text, self.request.filters, self.request.sort)

    def sorted_by(self, sort: str) -> str:
        return self._url(self.request.text, self.request.filters, sort)

    def at_page(self, page: int) -> str:
        return self._url(self.request.text, self.request.filters, self.request.sort, page)

    def shown_as(self, view: str) -> str:
        return Address(self.path, self.request, view).at_page(1)

    def with_all(self, group: str) -> str:
        """With all values of a group of filters, however many they are."""
        parameters = _asked(self.request.text, self.request.filters, self.request.sort, self.request.near)
        return _joined(self.path, [*parameters, *self._how(), ("all", group)])

    def exported(self, path: str) -> str:
        """The same results at the address of a file."""
        return _joined(path, _asked(self.request.text, self.request.filters, self.request.sort, self.request.near))


def _asked(text: str, filters: Mapping[str, tuple[str, ...]], sort: str, near: str) -> list[tuple[str, Any]]:
    parameters: list[tuple[str, Any]] = [("q", text)] if text else []
    parameters += [(name, value) for name in FACETS for value in filters.get(name, ())]
    parameters += [("near", near)] if near else []
    return [*parameters, ("sort", sort)] if sort != RELEVANCE else parameters


def _joined(path: str, parameters: list[tuple[str, Any]]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path
