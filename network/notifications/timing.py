"""When an e-mail may come: after a short gathering, in the rhythm somebody chose, and not in their quiet hours."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from network.notifications.models import Preference, Rhythm

MORNING = time(6)
"""When daily and, on Mondays, weekly e-mails come."""
SATURDAY = 5


def due_at(rhythm: str, preference: Preference, now: datetime) -> datetime | None:
    """None where no e-mail is wanted."""
    if rhythm == Rhythm.NEVER:
        return None
    zone = zone_of(preference)
    if rhythm == Rhythm.AT_ONCE:
        return awake(now + timedelta(seconds=settings.EMAIL_GATHERING_SECONDS), preference, zone)
    morning = _next_morning(now, zone, weekday=0 if rhythm == Rhythm.WEEKLY else None)
    return awake(morning, preference, zone)


def zone_of(preference: Preference) -> ZoneInfo:
    try:
        return ZoneInfo(preference.time_zone)
    except (ZoneInfoNotFoundError, ValueError):  # a zone that the system no longer knows
        return ZoneInfo("Europe/Berlin")


def _next_morning(now: datetime, zone: ZoneInfo, weekday: int | None) -> datetime:
    day = now.astimezone(zone).date()
    while True:
        morning = datetime.combine(day, MORNING, tzinfo=zone)
        if morning > now and weekday in (None, day.weekday()):
            return morning
        day += timedelta(days=1)


def awake(moment: datetime, preference: Preference, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet time it falls into."""
    while True:
        local = moment.astimezone(zone)
        if preference.weekdays_only and local.weekday() >= SATURDAY:
            monday = local.date() + timedelta(days=7 - local.weekday())
            moment = datetime.combine(monday, time(0), tzinfo=zone)
        elif until := _end_of_quiet(local, preference, zone):
            moment = until
        else:
            return moment


def _end_of_quiet(local: datetime, preference: Preference, zone: ZoneInfo) -> datetime | None:
    begin, end = preference.quiet_from, preference.quiet_until
    if begin is None or end is None or begin == end:
        return None
    clock = local.time()
    if begin < end:
        is_quiet, days = begin <= clock < end, 0
    else:  # over midnight
        is_quiet, days = clock >= begin or clock < end, int(clock >= begin)
    if not is_quiet:
        return None
    return datetime.combine(local.date() + timedelta(days=days), end, tzinfo=zone).replace(fold=local.fold)
