"""Tells people what is new in their saved searches: in the network at once or when it is due, by e-mail in one letter.

Every step is one transaction that creates what it announces and marks it as announced, so a crash in between means doing
it again and never telling it twice.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import ngettext

from network.notifications.actions import notify
from network.notifications.models import Letter
from network.notifications.tasks import deliver_letter
from network.people.models import User
from search.alerts.letters import KIND
from search.alerts.models import NewHit
from search.alerts.newest import new_counts
from search.alerts.news import unread_by
from search.alerts.notifications import ALERT
from search.asking.answers import tell_wish
from search.saved.models import Frequency, SavedSearch
from search.sources import readable_urls

OWNERS_AT_A_TIME = 25
MORNING = time(6)
"""When daily and, on Mondays, weekly alerts are told."""
PAUSE = timedelta(minutes=5)
"""Between two letters to one person: what comes meanwhile is told in the network at once and mailed together."""
KEPT = timedelta(days=30)


def tell_periodically() -> None:
    """The worker's turn. Safe in several processes: whoever locks a person's searches first tells them."""
    now = timezone.now()
    untold = NewHit.objects.filter(search=OuterRef("pk"), told_at=None)
    owners = SavedSearch.objects.alerting().filter(Exists(untold), _is_due(now)).values_list("owner", flat=True)
    for owner in owners.order_by("owner").distinct()[:OWNERS_AT_A_TIME]:
        tell_owner(owner, now)
    for owner in _owners_to_be_mailed(now):
        write_letter(owner, now)


def tell_owner(owner_id: int, now: datetime) -> None:
    with transaction.atomic():
        owner = User.objects.select_for_update().get(pk=owner_id)
        untold = NewHit.objects.filter(search=OuterRef("pk"), told_at=None)
        searches = list(
            SavedSearch.objects.alerting().owned_by(owner).filter(Exists(untold), _is_due(now)).order_by("pk")
        )
        fresh = _mark_told(owner, searches, now)
        counts = new_counts(searches, owner)
        for saved in searches:
            if saved.is_wish and saved.pk in fresh:
                tell_wish(saved, saved.get_absolute_url)
            elif saved.pk in fresh:
                _notify(owner, saved, counts.get(saved.pk, len(fresh[saved.pk])))


def _is_due(now: datetime) -> Q:
    """Daily and weekly ones once the morning has come since they were last gone through."""
    local = timezone.localtime(now)
    morning = timezone.make_aware(datetime.combine(local.date(), MORNING))
    if morning > now:
        morning -= timedelta(days=1)
    monday = morning - timedelta(days=timezone.localtime(morning).weekday())
    return (
        Q(frequency=Frequency.AT_ONCE)
        | Q(frequency=Frequency.DAILY, checked_at__lt=morning)
        | Q(frequency=Frequency.WEEKLY, checked_at__lt=monday)
    )


def _mark_told(owner: User, searches: list[SavedSearch], now: datetime) -> dict[int, list[str]]:
    """What there is to tell per search: still readable, and not read meanwhile. The rest is done with, too."""
    hits = list(NewHit.objects.filter(search__in=searches, told_at=None).select_related("search"))
    readable = readable_urls({hit.key for hit in hits}, owner)
    news = unread_by(owner, readable)
    fresh: dict[int, list[str]] = {}
    for hit in hits:
        if hit.key in news:
            fresh.setdefault(hit.search_id, []).append(hit.key)
    told = NewHit.objects.filter(pk__in=[hit.pk for hit in hits])
    told.update(told_at=now)
    told.filter(key__in=news, search__by_email=True, search__purpose="saved").update(wants_letter=True)
    SavedSearch.objects.filter(pk__in=[saved.pk for saved in searches]).update(checked_at=now)
    return fresh


def _notify(owner: User, saved: SavedSearch, count: int) -> None:
    """Without titles: who may read them is asked when the person opens it."""
    notify(
        verb=ALERT,
        recipients=[owner],
        subject=lambda: (
            ngettext("%(count)d new result: %(name)s", "%(count)d new results: %(name)s", count)
            % {"count": count, "name": saved.name}
        ),
        url=saved.get_absolute_url,
        target_key=saved.target_key,
    )


# --- letters ---


def _owners_to_be_mailed(now: datetime) -> Iterable[int]:
    lately = Letter.objects.filter(recipient=OuterRef("search__owner"), kind=KIND, created_at__gt=now - PAUSE)
    waiting = NewHit.objects.filter(wants_letter=True, search__owner__is_active=True).exclude(Exists(lately))
    return waiting.order_by("search__owner").values_list("search__owner", flat=True).distinct()[:OWNERS_AT_A_TIME]


def write_letter(owner_id: int, now: datetime) -> None:
    """One letter for whatever waits, whichever searches found it."""
    with transaction.atomic():
        owner = User.objects.select_for_update().get(pk=owner_id)
        waiting = NewHit.objects.filter(wants_letter=True, search__owner=owner)
        hits = list(waiting.values_list("pk", flat=True))
        if not hits or Letter.objects.filter(recipient=owner, kind=KIND, created_at__gt=now - PAUSE).exists():
            return
        letter = Letter.objects.create(recipient=owner, kind=KIND)
        NewHit.objects.filter(pk__in=hits).update(wants_letter=False, letter=letter)
        deliver_letter.enqueue(letter.pk)  # a row of this transaction: it comes and goes with what it tells of


def forget_old() -> None:
    NewHit.objects.filter(told_at__lt=timezone.now() - KEPT, wants_letter=False).delete()
