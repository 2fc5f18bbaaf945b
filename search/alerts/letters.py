"""The e-mail about what is new: written when it is sent, of what its reader may read then and has not read yet."""

from html import unescape
from typing import Any

from django.core import signing
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from network.people.emails import absolute_url, send_letter
from network.people.models import User
from search.alerts.models import AlertLetter, NewHit
from search.alerts.newest import new_results
from search.alerts.news import unread_by
from search.facets import TYPES
from search.saved.criteria import description
from search.saved.models import Frequency, SavedSearch
from search.searching import Result

MOST_RESULTS = 5
"""Per search; the rest is a number and a link."""
SALT = "search.alerts.unsubscribe"


def send_alert_letter(letter: AlertLetter) -> bool:
    """False when there is nothing left to tell."""
    owner = letter.owner
    with translation.override(owner.language):
        parts = [part for saved, keys in _searches(letter).items() if (part := _part(saved, keys, owner))]
        if not parts:
            return False
        ids = [part["id"] for part in parts]
        stop_url = absolute_url(reverse("saved_searches:unsubscribe", args=[unsubscribe_token(owner, ids)]))
        send_letter(
            "search/alert",
            to=owner.email,
            language=owner.language,
            context={
                "parts": parts,
                "count": sum(part["count"] for part in parts),
                "manage_url": absolute_url(reverse("saved_searches:list")),
                "stop_url": stop_url,
            },
            headers={"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )
    return True


def _searches(letter: AlertLetter) -> dict[SavedSearch, list[str]]:
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


# --- stopping them ---


def unsubscribe_token(owner: User, search_ids: list[int]) -> str:
    """Names the letter's searches to whoever holds the letter, and to nobody else."""
    return signing.dumps([owner.pk, search_ids], salt=SALT, compress=True)


def read_token(token: str) -> tuple[int, list[int]] | None:
    try:
        owner_id, search_ids = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return owner_id, search_ids


def stop_letters(owner_id: int, search_ids: list[int]) -> int:
    """No more e-mails about these; in the network the person is still told."""
    NewHit.objects.filter(search__owner=owner_id, search__in=search_ids).update(wants_letter=False)
    return SavedSearch.objects.filter(owner=owner_id, pk__in=search_ids).update(by_email=False)
