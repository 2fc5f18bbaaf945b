"""What is new in a saved search, as its owner may read it at this moment."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from search import outbox
from search.alerts.models import NewHit
from search.engines import get_engine
from search.engines.base import EngineResult, EngineUnavailableError
from search.highlighting import Highlighter
from search.presentation import card
from search.retrieval import Retrieved
from search.saved.models import SavedSearch
from search.searching import Result, read_text, shown_result
from search.sources import readable_urls

NOT_COMPARED = Retrieved(EngineResult(0, []))
"""The passage shown is the one that says most of the search's words."""
SHOWN_DAYS = 30
MOST_SHOWN = 50


def new_results(saved: SavedSearch, keys: list[str], user: Any) -> list[Result]:
    """In the order of the keys, and only what the person may read now."""
    hidden = set(outbox.hidden_keys())
    urls = readable_urls([key for key in keys if key not in hidden], user)
    if not urls:
        return []
    try:
        documents = get_engine().documents(urls)
    except EngineUnavailableError:
        return []
    text = read_text(saved.text)
    highlighter = Highlighter(text.all_words, text.other_terms)
    return [
        shown_result(documents[key], urls[key], NOT_COMPARED, highlighter)
        for key in keys
        if key in urls and key in documents
    ]


def new_cards(saved: SavedSearch, user: Any) -> list[dict[str, Any]]:
    """The newest first; `is_new` are those that came after the owner's last visit."""
    since = timezone.now() - timedelta(days=SHOWN_DAYS)
    hits = NewHit.objects.filter(search=saved, found_at__gt=since).order_by("-pk")[:MOST_SHOWN]
    found_at = {hit.key: hit.found_at for hit in hits}
    results = new_results(saved, list(found_at), user)
    return [card(result) | {"is_new": found_at[result.document.id] > saved.seen_at} for result in results]


def new_counts(searches: Iterable[SavedSearch], user: Any) -> dict[int, int]:
    """Per search, how many results came after the owner's last visit and can be read now; a few queries for all."""
    seen_at = {saved.pk: saved.seen_at for saved in searches}
    if not seen_at:
        return {}
    since = timezone.now() - timedelta(days=SHOWN_DAYS)
    rows = NewHit.objects.filter(search__in=seen_at, found_at__gt=since).values_list("search", "key", "found_at")
    new = [(search, key) for search, key, found_at in rows if found_at > seen_at[search]]
    readable = readable_urls({key for _search, key in new}, user) if new else {}
    return dict(Counter(search for search, key in new if key in readable))
