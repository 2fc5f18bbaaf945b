"""The live rooms of a meeting on the page of its space: from there one finds the room of a programme item."""

from itertools import groupby

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cms.companion.models import Question
from cms.companion.readers import items_with_room
from cms.meetings.models import MeetingPage, ProgrammeItem
from network.people.models import User
from network.spaces.models import Space
from network.spaces.sections import Link, SpaceSection, register_space_section


def register() -> None:
    register_space_section("live-rooms", live_rooms)


def live_rooms(user: User, space: Space) -> list[SpaceSection]:
    """One query; one section for each meeting of the space, unfolded on its days."""
    items = _items(user, space)
    return [_section(page, list(of_page)) for page, of_page in groupby(items, key=lambda item: item.page)]


def _items(user: User, space: Space) -> QuerySet[ProgrammeItem]:
    """In the order of the programme, each once, whatever the languages of the page; the latest meeting first."""
    pages = MeetingPage.objects.published().once_each().filter(space=space)
    asked = (
        Question.objects.listed()
        .filter(
            room__space=space,
            room__item__page__translation_key=OuterRef("page__translation_key"),
            room__item__day=OuterRef("day"),
            room__item__sort_order=OuterRef("sort_order"),
        )
        .order_by()
        .values("room__space")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        items_with_room(user)
        .filter(page__in=pages)
        .exclude(kind=ProgrammeItem.Kind.BREAK)
        .annotate(question_count=Subquery(asked))
        .order_by("-page__starts_on", "page", "day", F("starts_at").asc(nulls_first=True), "sort_order")
    )


def _section(page: MeetingPage, items: list[ProgrammeItem]) -> SpaceSection:
    return SpaceSection(
        title=_("Live rooms: %(meeting)s") % {"meeting": page.title},
        links=[_link(item) for item in items],
        is_unfolded=page.starts_on <= timezone.localdate() <= page.last_day,
    )


def _link(item: ProgrammeItem) -> Link:
    parts = [date_format(item.day, pgettext("format of a day", "j F Y"))]
    if item.starts_at:
        parts.append(time_format(item.starts_at, "H:i"))
    if number := getattr(item, "question_count", None):
        parts.append(ngettext("%(count)d question", "%(count)d questions", number) % {"count": number})
    return Link(text=item.title, url=reverse("companion:item", args=[item.pk]), meta=" · ".join(parts))
