"""The e-mail about what is new: written when it is sent, of what its reader may read then and has not read yet."""

from html import unescape
from typing import Any

from django.db.models import F
from django.utils.html import strip_tags
from django.utils.translation import ngettext

from network.notifications.models import Letter
from network.notifications.registry import Content, LetterKind, register_letter
from network.people.emails import absolute_url
from network.people.models import User
from search.alerts.models import NewHit
from search.alerts.newest import new_results
from search.alerts.news import unread_by
from search.facets import TYPES
from search.saved.criteria import description
from search.saved.models import Frequency, SavedSearch
from search.searching import Result

KIND = "search_alerts"
MOST_RESULTS = 5
"""Per search; the rest is a number and a link."""


def register() -> None:
    register_letter(
        LetterKind(name=KIND, write=write, stop=stop_letters, stop_text=_stop_text, settings_url="saved_searches:list")
    )


def write(letter: Letter) -> Content | None:
    owner = letter.recipient
    parts = [part for saved, keys in _searches(letter).items() if (part := _part(saved, keys, owner))]
    if not parts:
        return None
    return Content(
        template="search/alert",
        context={"parts": parts, "count": sum(part["count"] for part in parts)},
        stop=[str(part["id"]) for part in parts],
    )


def _searches(letter: Letter) -> dict[SavedSearch, list[str]]:
    """What the letter was to tell, without what the owner has looked at or switched off since."""
    hits = NewHit.objects.filter(letter=letter, search__by_email=True, found_at__gt=F("search__seen_at"))
    found: dict[SavedSearch, list[str]] = {}
    for hit in hits.exclude(search__frequency=Frequency.OFF).select_related("search").order_by("search__name", "pk"):
        found.setdefault(hit.search, []).append(hit.key)
    return found


def _part(saved: SavedSearch, keys: list[str], owner: User) -> dict[str, Any] | None:
    news = unread_by(owner, keys)
    results = new_results(saved, [key for key in keys if key in news], owner)
    if not results:
        return None
    return {
        "id": saved.pk,
        "name": saved.name,
        "description": description(saved, owner),
        "url": absolute_url(saved.get_absolute_url()),
        "count": len(results),
        "more": max(len(results) - MOST_RESULTS, 0),
        "results": [_line(result) for result in results[:MOST_RESULTS]],
    }


def _line(result: Result) -> dict[str, Any]:
    document = result.document
    return {
        "title": document.title,
        "kind": TYPES.get(document.type, document.type),
        "place": document.place,
        "text": unescape(strip_tags(result.excerpt)),
        "url": absolute_url(result.url),
    }


def _stop_text(search_ids: list[str]) -> str:
    """Without their names: whoever holds the letter need not be its reader."""
    return ngettext(
        "No more e-mails about the new results of %(number)d saved search come. In the network you are still told.",
        "No more e-mails about the new results of %(number)d saved searches come. In the network you are still told.",
        len(search_ids),
    ) % {"number": len(search_ids)}


def stop_letters(owner_id: int, search_ids: list[str]) -> None:
    """No more e-mails about these; in the network the person is still told."""
    NewHit.objects.filter(search__owner=owner_id, search__in=search_ids).update(wants_letter=False)
    SavedSearch.objects.filter(owner=owner_id, pk__in=search_ids).update(by_email=False)
