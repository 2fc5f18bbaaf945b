"""Compares new documents with all saved searches: one question per search, among the new documents only."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from search import goodness, outbox
from search.access import tokens_for
from search.alerts.models import Arrival, NewHit
from search.engines import get_engine
from search.engines.base import EngineUnavailableError
from search.models import DocumentVectors
from search.queries import EngineQuery
from search.saved.criteria import filters_of
from search.saved.models import SavedSearch
from search.searching import read_text
from search.vector_store import meaning
from search.vectors import encode

logger = logging.getLogger(__name__)

BATCH = 500
"""New documents at a time."""
SLICE = 40
"""Saved searches at a time: some tenths of a second, so that what is published meanwhile need not wait."""
PATIENCE = timedelta(seconds=30)
"""So long a new document waits for its vectors; then its words must do."""


@dataclass(frozen=True)
class Found:
    search: SavedSearch
    key: str


def match_some() -> bool:
    """One slice of the work; answers whether there is more. Safe to run twice: a hit is one row, whoever writes it."""
    batch = _next_batch()
    if not batch:
        return False
    up_to = batch[0].matched_up_to
    searches = list(SavedSearch.objects.alerting().filter(pk__gt=up_to).select_related("owner").order_by("pk")[:SLICE])
    found = Matcher({arrival.key: arrival.born_at for arrival in batch}).run(searches)
    now = timezone.now()
    arrivals = Arrival.objects.filter(pk__in=[arrival.pk for arrival in batch])
    with transaction.atomic():
        kept = set(SavedSearch.objects.filter(pk__in={hit.search.pk for hit in found}).values_list("pk", flat=True))
        NewHit.objects.bulk_create(
            [NewHit(search=hit.search, key=hit.key, found_at=now) for hit in found if hit.search.pk in kept],
            ignore_conflicts=True,
        )
        if len(searches) == SLICE:
            arrivals.update(matched_up_to=searches[-1].pk)
        else:
            arrivals.update(matched_at=now)
    return len(searches) == SLICE or Arrival.objects.filter(matched_at=None).exists()


def _next_batch() -> list[Arrival]:
    """Those that have come furthest, and are ready to be compared by their meaning."""
    waiting = Arrival.objects.filter(matched_at=None)
    if settings.SEARCH_VECTORS:
        coming = DocumentVectors.objects.filter(vectors=None).values("key")
        waiting = waiting.filter(Q(noted_at__lt=timezone.now() - PATIENCE) | ~Q(key__in=coming))
    furthest = waiting.order_by("-matched_up_to", "pk").first()
    if furthest is None:
        return []
    return list(waiting.filter(matched_up_to=furthest.matched_up_to).order_by("pk")[:BATCH])


class Matcher:
    """Knows the new documents; asks the engine once per search."""

    def __init__(self, born_at: Mapping[str, datetime]) -> None:
        self.born_at = born_at
        self.hidden = outbox.hidden_keys()
        self.store = meaning()
        self.tokens: dict[int, tuple[str, ...]] = {}
        if settings.SEARCH_VECTORS:
            self.store.refresh()

    def run(self, searches: Sequence[SavedSearch]) -> list[Found]:
        return [Found(saved, key) for saved in searches for key in self._keys(saved)]

    def _keys(self, saved: SavedSearch) -> list[str]:
        only = tuple(key for key, moment in self.born_at.items() if moment > saved.news_since)
        if not only:
            return []
        text = read_text(saved.text)
        cosines = self._cosines(" ".join(text.spoken) if text.words else "", only)
        query = EngineQuery(
            text=text,
            access=self._tokens_of(saved.owner),
            filters=filters_of(saved),
            hidden=self.hidden,
            only=only,
            similar=tuple(key for key, cosine in cosines.items() if cosine >= goodness.ENOUGH_MEANING),
            limit=len(only),
            with_facets=False,
        )
        result = get_engine().search(query)
        return [
            hit.document.id
            for hit in result.hits
            if not result.is_relaxed and goodness.answers(text, hit.document, cosines.get(hit.document.id))
        ]

    def _cosines(self, question: str, keys: Sequence[str]) -> dict[str, float]:
        encoded = encode([question]) if question else None
        if encoded is None:
            return {}
        return {key: near.cosine for key, near in self.store.among(encoded[0], keys).items()}

    def _tokens_of(self, owner: Any) -> tuple[str, ...]:
        if owner.pk not in self.tokens:
            self.tokens[owner.pk] = tokens_for(owner)
        return self.tokens[owner.pk]


def match_periodically() -> None:
    """The worker's turn; without an index the new documents wait."""
    try:
        match_some()
    except EngineUnavailableError as error:
        logger.debug("new documents wait for the index: %s", error)
