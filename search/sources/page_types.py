"""What each page type says, where it belongs and what backs it. A page type that is not named here is not searched."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from cms.basepage.models import BasePage, ClassifiedPage
from cms.basepage.models.classified import CLASSES
from cms.handbook.models import ChapterPage, FormatPage
from cms.ideas.countries import country_name
from cms.ideas.models import IdeaPage
from cms.meetings.models import MeetingPage
from cms.meetings.parts import recommendations_of, results_of
from cms.municipalities.models import ExperiencePage, MunicipalityPage
from cms.site.models import StandardPage
from network.municipalities.models import Municipality
from search.facets import Origin
from search.sources.texts import plain_html, plain_markdown, stream_texts


@dataclass(frozen=True)
class Details:
    texts: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: str = ""
    date: dt.date | None = None
    when: str = ""
    evidence: str = ""
    source_id: str = ""


@dataclass(frozen=True)
class Description:
    describe: Callable[[Any], Details]
    origin: Origin
    relations: tuple[str, ...] = ()
    prefetched: tuple[str, ...] = ()


def first_day(partial: str) -> dt.date | None:
    """Of a year, a month or a day written "2017", "2017-04" or "2017-04-12"."""
    parts = [int(part) for part in partial.split("-") if part.isdigit()]
    if not parts or not dt.MINYEAR <= parts[0] <= dt.MAXYEAR:
        return None
    try:
        return dt.date(*([*parts, 1, 1])[:3])
    except ValueError:
        return None


def chosen(value: str | None) -> tuple[str, ...]:
    """What a field with one value gives a facet."""
    return (str(value),) if value else ()


def place_facets(municipality: Municipality) -> dict[str, tuple[str, ...]]:
    return {
        "municipality": (municipality.slug,),
        "state": chosen(municipality.state),
        "country": chosen(municipality.country),
        "size": chosen(municipality.size_class),
        "kind": chosen(municipality.kind),
    }


def class_facets(page: ClassifiedPage) -> dict[str, tuple[str, ...]]:
    return {group: tuple(getattr(page, name)) for name, group in CLASSES.items()}


def class_labels(page: ClassifiedPage) -> list[str]:
    """The same in words, to be found by: "Gewerkschaft", "SGB III"."""
    return [label for each in page.classes for _value, label in each.values]


def municipality(page: MunicipalityPage) -> Details:
    place = page.municipality
    return Details(
        texts=[*stream_texts(page.body), place.contact_role],
        keywords=[place.name, place.official_name, place.get_state_display(), str(place.get_kind_display())],
        facets=place_facets(place),
        place=place.get_state_display() or country_name(place.country),
        date=place.joined_on,
        evidence=page.place_text if page.place_text != place.get_state_display() else "",
    )


def experience(page: ExperiencePage) -> Details:
    return Details(
        texts=[plain_markdown(text) for text in (page.what_we_did, page.outcome, page.what_did_not_work)]
        + [page.cost, page.staff],
        keywords=[
            page.municipality.name,
            page.municipality.get_state_display(),
            *page.partner_list,
            *page.target_group_list,
            *class_labels(page),
        ],
        facets={**place_facets(page.municipality), **class_facets(page), "phase": chosen(page.phase)},
        place=page.municipality.label,
        date=first_day(page.started_on) or first_day(page.ended_on),
        when=page.period_text,
        evidence=", ".join(page.partner_list[:2]),
    )


def idea(page: IdeaPage) -> Details:
    written = (
        page.challenge,
        page.approach,
        page.results,
        page.transferability,
        page.effort,
        page.legal_fit,
        page.body,
    )
    return Details(
        texts=[plain_markdown(text) for text in written if text],
        keywords=[page.place, country_name(page.country), page.source_title, *class_labels(page)],
        facets={**class_facets(page), "country": chosen(page.country)},
        place=page.place_text,
        date=page.published_on,
        evidence=page.source_title,
        source_id=page.source_id,
    )


def meeting(page: MeetingPage) -> Details:
    """Its programme items, results and recommendations have documents of their own, which say their texts: here their
    titles are the summary, and the words of the rest only find the meeting."""
    attending = list(page.municipalities.all())
    items = list(page.programme_items.all())
    parts = [*results_of(page), *recommendations_of(page)]
    said = [item.block for item in items]
    for item in items:
        said += [*stream_texts(item.speakers), plain_html(item.documentation)]
    return Details(
        texts=[*stream_texts(page.body), *(each.title for each in (*items, *parts))],
        keywords=[
            *(page.number, page.city, page.venue),
            *(place.name for place in attending),
            *said,
            *(plain_html(part.html) for part in parts),
        ],
        facets={**class_facets(page), "municipality": tuple(place.slug for place in attending)},
        place=page.city,
        date=page.starts_on,
        when=page.date_text,
        evidence=page.venue,
    )


def toolkit_format(page: FormatPage) -> Details:
    steps = [text for step in page.steps for text in (step.value["title"], step.value["text"] or "")]
    written = (page.purpose, page.when, page.variants, page.pitfalls)
    return Details(
        texts=[
            *(plain_markdown(text) for text in written),
            *steps,
            ", ".join(page.material_list),
            *stream_texts(page.body),
        ],
        keywords=[
            *(gettext("Format"), gettext("Method")),
            *(page.get_phase_display(), page.group_size, page.duration),
            *class_labels(page),
        ],
        facets={**class_facets(page), "phase": chosen(page.phase)},
        evidence=", ".join(part for part in (page.duration, page.group_size) if part),
    )


def chapter(page: ChapterPage) -> Details:
    return Details(
        texts=stream_texts(page.body), keywords=[page.get_phase_display()], facets={"phase": chosen(page.phase)}
    )


def standard(page: StandardPage) -> Details:
    return Details(texts=stream_texts(page.body))


DESCRIPTIONS: dict[type[BasePage], Description] = {
    MunicipalityPage: Description(municipality, Origin.MUNICIPALITY, relations=("municipality",)),
    ExperiencePage: Description(experience, Origin.MUNICIPALITY, relations=("municipality",)),
    IdeaPage: Description(idea, Origin.EDITOR),
    MeetingPage: Description(meeting, Origin.MEETING, prefetched=("municipalities", "programme_items")),
    FormatPage: Description(toolkit_format, Origin.EDITOR),
    ChapterPage: Description(chapter, Origin.EDITOR),
    StandardPage: Description(standard, Origin.EDITOR),
}
"""In this order documents are built. List and start pages repeat what other pages say, so they are left out."""
