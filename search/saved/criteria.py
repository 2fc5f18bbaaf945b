"""Between a saved search, the request it stands for, and the words that describe it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from search.documents import FACETS
from search.facets import describe
from search.parameters import Address
from search.proximity import ORDERS
from search.saved.models import LONGEST_NAME, SavedSearch
from search.searching import NEWEST, SORTS, SearchRequest

LONGEST_TEXT = 2_000
"""What the search reads of a question."""


def filters_of(saved: SavedSearch) -> dict[str, tuple[str, ...]]:
    """Groups that no longer exist are left out."""
    return {name: tuple(saved.filters[name]) for name in FACETS if saved.filters.get(name)}


def request_of(saved: SavedSearch) -> SearchRequest:
    sort = saved.sort if saved.sort in SORTS else SORTS[0]
    language = (get_language() or "de")[:2]
    return SearchRequest(text=saved.text, filters=filters_of(saved), sort=sort, near=saved.near, language=language)


def search_url(saved: SavedSearch) -> str:
    """The address of the search page: the reader finds there what the reader may find."""
    request = request_of(saved)
    return Address(reverse("search:search"), request).asking(request.text)


def fields_of(request: SearchRequest) -> dict[str, Any]:
    """What a saved search keeps of a request."""
    filters = {name: list(values) for name, values in request.filters.items() if values}
    near = request.near if request.sort in ORDERS else ""
    return {"text": request.text[:LONGEST_TEXT], "filters": filters, "sort": request.sort, "near": near}


def _words(filters: Iterable[Mapping[str, tuple[str, ...]]], reader: Any) -> dict[tuple[str, str], str]:
    """What each chosen value is called, "Topic: Language"; asked once for all searches of a list."""
    together: dict[str, tuple[str, ...]] = {}
    for chosen in filters:
        for name, values in chosen.items():
            together[name] = (*together.get(name, ()), *values)
    groups = describe({}, {name: values for name, values in together.items() if values}, reader)
    return {
        (group.name, option.value): f"{group.label}: {option.label}" for group in groups for option in group.selected
    }


def filter_words(filters: Mapping[str, tuple[str, ...]], reader: Any) -> list[str]:
    """What is chosen, value by value, as the reader may know it."""
    return list(_words([filters], reader).values())


def descriptions(searches: Iterable[SavedSearch], reader: Any) -> dict[int, list[str]]:
    """What each searches for, part by part."""
    filters = {saved.pk: filters_of(saved) for saved in searches}
    words = _words(filters.values(), reader)
    return {saved.pk: _parts(saved, filters[saved.pk], words) for saved in searches}


def description(saved: SavedSearch, reader: Any) -> list[str]:
    return descriptions([saved], reader)[saved.pk]


def _parts(
    saved: SavedSearch, filters: Mapping[str, tuple[str, ...]], words: Mapping[tuple[str, str], str]
) -> list[str]:
    parts = [gettext("“%(text)s”") % {"text": saved.text}] if saved.text else []
    parts += [words[name, value] for name, values in filters.items() for value in values if (name, value) in words]
    if saved.sort == NEWEST:
        parts.append(gettext("newest first"))
    return parts or [str(EVERYTHING)]


EVERYTHING = _("everything")


def proposed_name(request: SearchRequest, reader: Any) -> str:
    """The question, or else what it is narrowed to; the member can write another."""
    return (request.text or ", ".join(filter_words(request.filters, reader)) or gettext("Everything"))[:LONGEST_NAME]
