"""The date that a poll has found, as a calendar takes it."""

from datetime import UTC, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.timezone import localtime
from icalendar import Calendar, Event

from network.discussions.models import Poll
from network.discussions.models.polls import moment_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def calendar_of(poll: Poll, option: dict[str, Any], address: str) -> bytes:
    calendar, event = Calendar(), Event()
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//{host}//DE")
    calendar.add("version", "2.0")
    moment = moment_of(option)
    begin = localtime(moment).date() if option["is_whole_day"] else moment.astimezone(UTC)
    event.add("uid", f"poll-{poll.pk}-{option['id']}@{host}")
    event.add("dtstamp", poll.closed_at or timezone.now())
    event.add("dtstart", begin)
    event.add("dtend", begin + (DAY if option["is_whole_day"] else HOUR))
    event.add("summary", poll.question)
    event.add("url", address)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
