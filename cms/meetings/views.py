from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from cms.meetings.calendar import meeting_calendar
from cms.meetings.models import MeetingPage


def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meeting of this language as a file for a calendar; in another language where there is only that one."""
    found = MeetingPage.objects.visible_to(request.user).live().filter(slug=slug).select_related("locale")
    pages = {page.content_language: page for page in found}
    if not pages:
        raise Http404
    page = pages.get((get_language() or "de")[:2]) or next(iter(pages.values()))
    response = HttpResponse(meeting_calendar(page), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.pk}-{page.starts_on.isoformat()}.ics"'
    return response
