"""A result set as a file for a spreadsheet."""

import html
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.people.spreadsheets import BYTE_ORDER_MARK, line
from search import ranking
from search.presentation import rows
from search.searching import SearchRequest, SearchResponse, search

ROWS_AT_ONCE = ranking.REORDERED
"""The first part holds all that was put in order by meaning, so that the file has the order of the page."""


def file_name() -> str:
    return f"lernnetz-{timezone.localdate():%Y-%m-%d}.csv"


def first_part(asked: SearchRequest, user: Any) -> SearchResponse:
    return search(_part(asked, 1), user)


def lines(response: SearchResponse, request: HttpRequest, limit: int) -> Iterator[str]:
    """The file line by line. What may be read is asked anew for each part, so that a right lost on the way holds."""
    asked, written = response.request, 0
    yield BYTE_ORDER_MARK + line(_header(asked.language))
    for part in count(1):
        if part > 1:
            response = search(_part(asked, part), request.user)
        yield from [line(row) for row in _rows(response, request)[: limit - written]]
        written += ROWS_AT_ONCE
        if written >= min(limit, response.total):
            return


def _part(asked: SearchRequest, number: int) -> SearchRequest:
    return replace(asked, page=number, page_size=ROWS_AT_ONCE, with_facets=False, with_other_language=False)


def _header(language: str) -> list[str]:
    with translation.override(language):
        return [
            _("Title"),
            _("Kind"),
            _("Place"),
            _("Date"),
            _("Period"),
            _("Topic"),
            _("Evidence"),
            _("Language"),
            pgettext("of a page", "Address"),
            _("Passage"),
        ]


def _rows(response: SearchResponse, request: HttpRequest) -> list[list[str]]:
    """In the reader's language, whatever the thread that streams has been set to since."""
    with translation.override(response.request.language):
        return [_cells(row, request) for row in rows(response.results)]


def _cells(row: dict[str, Any], request: HttpRequest) -> list[str]:
    return [
        row["title"],
        str(row["kind"]),
        row["place"],
        row["date"].isoformat() if row["date"] else "",
        row["date_text"],
        row["topics"],
        row["evidence"],
        row["language_name"],
        request.build_absolute_uri(row["url"]),
        plain(row["text"]),
    ]


def plain(excerpt: str) -> str:
    """An excerpt is escaped text with <mark>, and nothing else."""
    return html.unescape(excerpt.replace("<mark>", "").replace("</mark>", ""))
