"""What else is about the same: "similar ideas" and "who else works on this", by meaning, or by words without vectors.

Nothing here waits for the encoder: a document's own vectors are compared with those of the others. Which are nearest is
kept for a while; who may read them is asked of the rows each time.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.cache import cache

from cms.ideas.models import IdeaPage
from cms.municipalities.models import ExperiencePage
from network.discussions.models import Thread
from network.people.rules import is_active_user
from search.access import tokens_for
from search.engines import get_engine
from search.engines.base import EngineUnavailableError
from search.queries import EngineQuery, parse_text
from search.vector_store import meaning

MOST_SHOWN = 3
MOST_THREADS = 2
CANDIDATES = 80
"""Of all kinds: the nearest few of one kind are nearly always among them."""
KEPT_SECONDS = 600
MOST_WORDS = 12


def similar_ideas(page: IdeaPage) -> list[IdeaPage]:
    """In the reader's language where they exist in it; not the idea itself in another language."""
    places = nearest(f"page:{page.pk}", f"{page.title} {page.summary}", None)
    if not (numbers := _numbers(places, "page")):
        return []
    found = IdeaPage.objects.published().once_each().filter(pk__in=numbers)
    found = found.exclude(translation_key=page.translation_key).select_related("locale").defer_streamfields()
    return sorted(found, key=lambda each: places[f"page:{each.pk}"])[:MOST_SHOWN]


def experiences_on(key: str, text: str, user: Any, municipality_id: int | None = None) -> list[ExperiencePage]:
    """Those of other municipalities first."""
    places = nearest(key, text, user)
    if not (numbers := _numbers(places, "page", without=key)):
        return []
    found = ExperiencePage.objects.published().once_each().filter(pk__in=numbers)
    found = found.select_related("locale", "municipality").defer_streamfields()

    def order(each: ExperiencePage) -> tuple[bool, int]:
        return each.municipality_id == municipality_id, places[f"page:{each.pk}"]

    return sorted(found, key=order)[:MOST_SHOWN]


def threads_on(key: str, text: str, user: Any) -> list[Thread]:
    """What is said about it where the member may read."""
    if not is_active_user(user):
        return []
    places = nearest(key, text, user)
    numbers = _numbers(places, "thread", without=key)
    found = Thread.objects.visible_to(user).filter(pk__in=numbers, post_count__gt=0).select_related("space")
    return sorted(found, key=lambda each: places[f"thread:{each.pk}"])[:MOST_THREADS]


def _numbers(places: Iterable[str], prefix: str, without: str = "") -> list[int]:
    return [int(each.partition(":")[2]) for each in places if each.startswith(f"{prefix}:") and each != without]


def nearest(key: str, text: str, user: Any) -> Mapping[str, int]:
    """Keys of the documents about the same, with their place. May name what the person must not read."""
    kept = _by_meaning(key, user) if settings.SEARCH_VECTORS else None
    if kept is None:
        kept = _by_words(key, text, user) if text else []
    return {each: place for place, each in enumerate(kept)}


def _by_meaning(key: str, user: Any) -> list[str] | None:
    """None while the worker has not come to the document, or the search server is away."""
    try:
        store = meaning()
        tokens = tokens_for(user) if store.is_filtered else ()
        name = _name_of(key, tokens)
        kept: list[str] | None = cache.get(name)
        if kept is None:
            store.refresh()
            kept = store.like(key, tokens, CANDIDATES)
            if kept is not None:
                cache.set(name, kept, KEPT_SECONDS)
    except EngineUnavailableError:
        return None
    return kept


def _name_of(key: str, tokens: tuple[str, ...], by: str = "meaning") -> str:
    """The same in all processes, whoever asks with the same tokens."""
    return f"search:similar:{by}:{key}:{hashlib.blake2b(' '.join(tokens).encode(), digest_size=12).hexdigest()}"


def _by_words(key: str, text: str, user: Any) -> list[str]:
    tokens = tokens_for(user)
    name = _name_of(key, tokens, by="words")
    kept = cache.get(name)
    if kept is None:
        asked = parse_text(" ".join(text.split()[:MOST_WORDS]))
        query = EngineQuery(asked, tokens, limit=CANDIDATES // 4, with_facets=False)
        try:
            kept = [hit.document.id for hit in get_engine().search(query).hits]
        except EngineUnavailableError:
            kept = []
        cache.set(name, kept, KEPT_SECONDS)
    return kept
