from typing import TYPE_CHECKING, Any

from cms.basepage.structured_data import thing

if TYPE_CHECKING:
    from cms.meetings.models import MeetingPage


def meeting_data(page: "MeetingPage") -> dict[str, Any]:
    return thing(
        "Event",
        name=page.title,
        description=page.summary,
        inLanguage=page.content_language,
        startDate=page.starts_on.isoformat(),
        endDate=page.last_day.isoformat(),
        eventStatus="https://schema.org/EventScheduled",
        eventAttendanceMode="https://schema.org/OfflineEventAttendanceMode",
        location=thing(
            "Place", name=page.venue or page.city, address=thing("PostalAddress", addressLocality=page.city)
        ),
    )
