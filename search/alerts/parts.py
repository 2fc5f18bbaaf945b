"""When a part of a page came into being: programme items, recommendations and attachments have no date of their own.

With its page, if the index had not seen that page before; else at the moment the index first sees the part. So what is
added to an old meeting is news, and an old meeting that is imported, rebuilt or edited brings none.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from search.alerts.models import FirstSeen

HOST = "page"


def born(prefix: str, hosts: Mapping[Any, Collection[int]]) -> dict[Any, datetime]:
    """By key of the part, once and for all; `hosts` are the published pages each stands on."""
    ids = {f"{prefix}:{key}": key for key in hosts}
    stored = dict(FirstSeen.objects.filter(key__in=ids).values_list("key", "born_at"))
    known = {ids[key]: moment for key, moment in stored.items()}
    fresh = _moments({key: pages for key, pages in hosts.items() if key not in known})
    rows = [FirstSeen(key=f"{prefix}:{key}", born_at=moment) for key, moment in fresh.items()]
    FirstSeen.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return known | fresh


def _moments(hosts: Mapping[Any, Collection[int]]) -> dict[Any, datetime]:
    pages = {page for own in hosts.values() for page in own}
    dates_of = published(pages)
    seen = FirstSeen.objects.filter(key__in=[f"{HOST}:{page}" for page in pages])
    seen_before = set(seen.values_list("key", flat=True))
    now = timezone.now()
    moments = {}
    for key, own in hosts.items():
        dates = [dates_of[page] for page in own if page in dates_of]
        if dates:
            is_added = any(f"{HOST}:{page}" in seen_before for page in own)
            moments[key] = now if is_added else min(dates)
    return moments


def published(pages: Iterable[int]) -> dict[int, datetime]:
    """When each of them was published for the first time."""
    found = Page.objects.filter(pk__in=list(pages), first_published_at__isnull=False)
    return dict(found.values_list("pk", "first_published_at"))


def remember_pages(ids: Iterable[str]) -> None:
    """Call it after the parts of these pages were dated."""
    pages = (key.removeprefix(f"{HOST}:") for key in ids if key.startswith(f"{HOST}:"))
    numbers = [int(number) for number in pages if number.isdecimal()]
    for start in range(0, len(numbers), 500):
        dates = published(numbers[start : start + 500])
        rows = [FirstSeen(key=f"{HOST}:{page}", born_at=moment) for page, moment in dates.items()]
        FirstSeen.objects.bulk_create(rows, ignore_conflicts=True)
