"""Notes which documents are new, when they have come into the index."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from search.alerts.models import Arrival
from search.alerts.news import births

YOUNG = timedelta(days=7)
"""A document that came into being longer ago is no news, whatever brings it into the index now."""
KEPT = timedelta(days=30)
"""Longer than anything is young: until then a document cannot arrive a second time, afterwards it is too old to."""


def note(keys: Iterable[str]) -> None:
    """Call it once the index holds them. Doing it twice is doing it once; an old document is left out."""
    since = timezone.now() - YOUNG
    young = {key: moment for key, moment in births(keys).items() if moment > since}
    if young:
        rows = [Arrival(key=key, born_at=moment) for key, moment in young.items()]
        Arrival.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def forget_old() -> int:
    return Arrival.objects.filter(born_at__lt=timezone.now() - KEPT).exclude(matched_at=None).delete()[0]
