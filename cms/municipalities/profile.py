"""What the profile of a municipality shows: facts, what it knows about, what it did, whom to ask."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cms.basepage.prose import Fact
from cms.basepage.vocabulary import TopicLabel, topics
from cms.ideas.countries import country_name
from cms.ideas.models import IdeaPage
from cms.meetings.models import MeetingPage
from cms.municipalities.structured_data import municipality_data
from network.municipalities.models import Kind
from network.spaces.models import Space
from network.transfer.models import Adoption

if TYPE_CHECKING:
    from cms.municipalities.models import ExperiencePage, MunicipalityPage
    from network.municipalities.models import Municipality


@dataclass(frozen=True)
class FieldOfAction:
    topic: TopicLabel
    count: int


class Event(NamedTuple):
    """One line of the time line; it sorts by `order`, which is an ISO date, however coarse."""

    order: str
    date: Any
    date_text: str
    kind: str
    title: str
    url: str


def profile_context(page: "MunicipalityPage") -> dict[str, Any]:
    """municipality; facts (label, value, url); fields_of_action: FieldOfAction(topic, count), most contributions first;
    experiences: published ExperiencePages, newest first; adoptions: with idea_title, idea_url, idea_lang;
    meetings: published MeetingPages, newest first; contact: {role, ask_url, space}; timeline: Events, latest first;
    photos."""
    municipality = page.municipality
    experiences = _experiences(municipality)
    adoptions = _adoptions(municipality)
    meetings = _meetings(municipality)
    return {
        "municipality": municipality,
        "facts": municipality_facts(municipality),
        "fields_of_action": _fields_of_action(experiences),
        "experiences": experiences,
        "adoptions": adoptions,
        "meetings": meetings,
        "contact": _contact(municipality),
        "timeline": _timeline(municipality, experiences, adoptions, meetings),
        "photos": page.get_photos(),
        "structured_data": municipality_data(page),
    }


def municipality_facts(municipality: "Municipality") -> list[Fact]:
    population = municipality.population
    size = municipality.size_class
    found = [
        Fact(_("State"), municipality.get_state_display() if municipality.state else ""),
        Fact(_("Country"), "" if municipality.country == "DE" else country_name(municipality.country)),
        Fact(_("Type"), municipality.get_kind_display()),
        Fact(_("District"), municipality.district_name if municipality.kind != Kind.COUNTY_FREE_CITY else ""),
        Fact(_("Inhabitants"), number_format(population, force_grouping=True) if population else ""),
        Fact(_("Size"), size.label if size else ""),
        Fact(_("In the network since"), date_format(municipality.joined_on, "F Y") if municipality.joined_on else ""),
        Fact(_("Contact"), municipality.contact_role),
    ]
    return [fact for fact in found if fact.value]


def _experiences(municipality: "Municipality") -> "list[ExperiencePage]":
    model = apps.get_model("cms_municipalities", "ExperiencePage")
    found = model.objects.published().once_each().for_cards().filter(municipality=municipality)
    experiences = list(found.order_by("-first_published_at", "-pk"))
    for experience in experiences:
        experience.municipality = municipality
    return experiences


def _adoptions(municipality: "Municipality") -> list[Adoption]:
    """Each with the idea as it is called in the reader's language, or else in another."""
    ideas = IdeaPage.objects.published().once_each().filter(translation_key=OuterRef("idea_key"))
    found = Adoption.objects.by_municipality(municipality).annotate(
        idea_page=Subquery(ideas.values("pk")[:1]),
        idea_title=Subquery(ideas.values("title")[:1]),
        idea_lang=Subquery(ideas.values("locale__language_code")[:1]),
        idea_path=Subquery(ideas.values("url_path")[:1]),
    )
    adoptions = [adoption for adoption in found if adoption.idea_page]
    for adoption in adoptions:
        adoption.idea_url = IdeaPage(url_path=adoption.idea_path).get_url()
    return adoptions


def _meetings(municipality: "Municipality") -> list[MeetingPage]:
    found = MeetingPage.objects.published().once_each().filter(municipalities=municipality)
    return list(found.select_related("locale").defer_streamfields().order_by("-starts_on", "-pk"))


def _fields_of_action(experiences: "Iterable[ExperiencePage]") -> list[FieldOfAction]:
    counts = Counter(label.key for experience in experiences for label in experience.topic_list)
    fields = [FieldOfAction(label, counts[label.key]) for label in topics() if counts[label.key]]
    return sorted(fields, key=lambda field: -field.count)


def _contact(municipality: "Municipality") -> dict[str, Any]:
    """The question goes to a space where the network can answer it: the municipality's own, or the list of spaces."""
    space = Space.objects.filter(municipality=municipality, archived_at=None, visibility="network").first()
    url = space.get_absolute_url() if space else reverse("spaces:space-list")
    return {"role": municipality.contact_role, "space": space, "ask_url": url}


def _timeline(
    municipality: "Municipality",
    experiences: "list[ExperiencePage]",
    adoptions: list[Adoption],
    meetings: list[MeetingPage],
) -> list[Event]:
    events = [
        Event(page.started_on, None, page.period_text, page.kind_label, page.title, page.get_url() or "")
        for page in experiences
        if page.started_on
    ]
    events += [
        Event(
            adoption.started_on.isoformat(),
            adoption.started_on,
            "",
            _("Taken up"),
            adoption.idea_title,
            adoption.idea_url,
        )
        for adoption in adoptions
        if adoption.started_on
    ]
    events += [
        Event(page.starts_on.isoformat(), None, page.date_text, page.kind_label, page.title, page.get_url() or "")
        for page in meetings
    ]
    if municipality.joined_on:
        joined = _("%(municipality)s joins the network") % {"municipality": municipality.label}
        events.append(Event(municipality.joined_on.isoformat(), municipality.joined_on, "", "", joined, ""))
    return sorted(events, key=lambda event: event.order, reverse=True)
