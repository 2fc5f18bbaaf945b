"""What the start page shows: an answer to "Has a city like mine solved this?", and what is new."""

from typing import TYPE_CHECKING, Any

from cms.basepage.fields import lines
from cms.basepage.vocabulary import topics
from cms.ideas.models import IdeaPage
from cms.meetings.models import MeetingPage
from cms.municipalities.models import ExperiencePage, MunicipalityPage
from cms.site.germany_map import Place, germany_map
from cms.site.structured_data import site_data

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cms.site.models import HomePage

NEWEST = 3


def home_context(page: "HomePage", request: "HttpRequest") -> dict[str, Any]:
    """questions: example questions (text); experiences, ideas: the newest three; next_meeting, last_meeting: or None;
    municipalities: every published profile, by name; map: GermanyMap; topics: all TopicLabels."""
    profiles = _profiles()
    meetings = MeetingPage.objects.published().once_each().select_related("locale", "image").defer_streamfields()
    experiences = ExperiencePage.objects.published().once_each().for_cards()
    ideas = IdeaPage.objects.published().once_each().for_cards()
    meeting = meetings.next_or_last().first()
    return {
        "questions": lines(page.example_questions),
        "experiences": list(
            experiences.select_related("municipality", "locale", "image").order_by("-first_published_at", "-pk")[
                :NEWEST
            ]
        ),
        "ideas": list(ideas.order_by("-first_published_at", "-pk")[:NEWEST]),
        "next_meeting": meeting if meeting and not meeting.is_past else None,
        "last_meeting": meeting if meeting and meeting.is_past else None,
        "municipalities": profiles,
        "map": germany_map(_places(profiles)),
        "topics": topics(),
        "structured_data": site_data(page, request),
    }


def _profiles() -> list[MunicipalityPage]:
    found = MunicipalityPage.objects.published().once_per_municipality().defer_streamfields()
    return list(found.select_related("municipality", "locale").order_by("municipality__name", "pk"))


def _places(profiles: list[MunicipalityPage]) -> list[Place]:
    return [
        Place(
            name=profile.municipality.label,
            longitude=profile.municipality.longitude,
            latitude=profile.municipality.latitude,
            url=profile.get_url() or "",
        )
        for profile in profiles
        if profile.municipality.country == "DE" and profile.municipality.latitude is not None
    ]
