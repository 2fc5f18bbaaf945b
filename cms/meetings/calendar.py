"""A meeting as an iCalendar file (RFC 5545): one event for the meeting, one for each programme item with a time."""

import datetime as dt
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from cms.meetings.models import MeetingPage, ProgrammeItem

ZONE = ZoneInfo(settings.TIME_ZONE)


def meeting_calendar(page: MeetingPage) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//{_host()}//{page.content_language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", page.title)
    timed = [item for item in page.programme_items.all() if item.starts_at]
    if timed:
        first, last = page.starts_on.year, page.last_day.year + 1
        calendar.add_component(
            Timezone.from_tzinfo(ZONE, first_date=dt.date(first, 1, 1), last_date=dt.date(last, 1, 1))
        )
    calendar.add_component(_meeting(page))
    for item in timed:
        calendar.add_component(_item(page, item))
    return calendar.to_ical()


def _meeting(page: MeetingPage) -> Event:
    """All day: DTEND of a date is the day after the last."""
    event = _event(page, f"meeting-{page.translation_key}", page.title)
    event.add("dtstart", page.starts_on)
    event.add("dtend", page.last_day + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if page.summary:
        event.add("description", page.summary)
    return event


def _item(page: MeetingPage, item: ProgrammeItem) -> Event:
    event = _event(page, f"item-{item.pk}", item.title)
    starts = dt.datetime.combine(item.day, item.starts_at, tzinfo=ZONE)
    event.add("dtstart", starts)
    if item.ends_at and item.starts_at and item.ends_at > item.starts_at:
        event.add("dtend", dt.datetime.combine(item.day, item.ends_at, tzinfo=ZONE))
    speakers = ", ".join(block.value["name"] for block in item.speakers)
    if speakers:
        event.add("description", _("With %(speakers)s") % {"speakers": speakers})
    return event


def _event(page: MeetingPage, name: str, title: str) -> Event:
    event = Event()
    event.add("uid", f"{name}@{_host()}")
    event.add("dtstamp", page.last_published_at or page.first_published_at or page.latest_revision_created_at)
    event.add("summary", title)
    event.add("location", ", ".join(part for part in (page.venue, page.city) if part))
    event.add("url", page.full_url)
    return event


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
