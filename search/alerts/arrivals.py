"""Notes which documents are new, when they have come into the index."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from search.alerts import parts
from search.alerts.models import Arrival
from search.alerts.news import births

BATCH = 500
YOUNG = timedelta(days=7)
"""A document that came into being longer ago is no news, whatever brings it into the index now."""
KEPT = timedelta(days=30)
"""Longer than anything is young: until then a document cannot arrive a second time, afterwards it is too old to."""


def note(keys: Sequence[str]) -> None:
    """Call it once the index holds them. Doing it twice is doing it once; an old document is left out.

    All that was indexed together has to come together: what stands on a page is dated before the page counts as seen.
    """
    for start in range(0, len(keys), BATCH):
        _note(keys[start : start + BATCH])
    parts.remember_pages(keys)


def _note(keys: Sequence[str]) -> None:
    since = timezone.now() - YOUNG
    young = {key: moment for key, moment in births(keys).items() if moment > since}
    if young:
        rows = [Arrival(key=key, born_at=moment) for key, moment in young.items()]
        Arrival.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def forget_old() -> int:
    return Arrival.objects.filter(born_at__lt=timezone.now() - KEPT).exclude(matched_at=None).delete()[0]
