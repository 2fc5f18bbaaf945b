"""Documents of what stands on the page of a meeting: each programme item, each result and recommendation."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from cms.meetings.models import MeetingPage, ProgrammeItem
from cms.meetings.parts import Part, recommendations_of, results_of
from search.documents import PUBLIC, SearchDocument
from search.sources import NumberedRows
from search.sources.hosts import host_documents
from search.sources.texts import passages, plain_html, stream_texts


class ProgrammeItemSource(NumberedRows):
    prefix = "programme_item"

    def _items(self) -> QuerySet[ProgrammeItem]:
        """A break of which nothing is told has nothing to find."""
        is_empty = Q(kind=ProgrammeItem.Kind.BREAK, documentation="")
        return ProgrammeItem.objects.filter(page__in=MeetingPage.objects.published()).exclude(is_empty)

    def keys(self) -> Iterator[int]:
        return self._items().order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, keys: Sequence[int]) -> list[SearchDocument]:
        items = list(self._items().filter(pk__in=keys).order_by("pk"))
        meetings = host_documents(item.page_id for item in items)
        return [item_document(item, meetings[item.page_id]) for item in items if item.page_id in meetings]

    def readable(self, keys: Sequence[int], user: Any) -> dict[int, str]:
        items = self._items().filter(pk__in=keys).select_related("page__locale")
        return {item.pk: f"{item.page.get_url() or ''}#{item.anchor}" for item in items}


def item_document(item: ProgrammeItem, meeting: SearchDocument) -> SearchDocument:
    with translation.override(meeting.lang):
        return SearchDocument(
            id=f"programme_item:{item.pk}",
            type="programme_item",
            lang=meeting.lang,
            title=item.title,
            access=(PUBLIC,),
            also_in=meeting.also_in,
            passages=passages([plain_html(item.documentation)]),
            keywords=_words(
                *stream_texts(item.speakers), item.block, item.get_kind_display(), meeting.title, meeting.place
            ),
            facets=meeting.facets,
            place=meeting.title,
            date=item.day,
            evidence=", ".join(block.value["name"] for block in item.speakers),
        )


KEY = re.compile(r"[0-9]{1,18}\.[0-9a-f-]{1,40}")


def part_key(page_id: int, part: Part) -> str:
    return f"{page_id}.{part.key}"


def parts_of(page: MeetingPage) -> list[Part]:
    return [*results_of(page), *recommendations_of(page)]


def part_ids(pages: Iterable[MeetingPage]) -> list[str]:
    return [f"recommendation:{part_key(page.pk, part)}" for page in pages for part in parts_of(page)]


class RecommendationSource:
    """Results and recommendations have no rows: they are blocks of their meeting, "12.b1c2…" is one of page 12."""

    prefix = "recommendation"

    def read_key(self, text: str) -> str | None:
        return text if KEY.fullmatch(text) else None

    def _pages(self, keys: Sequence[str]) -> QuerySet[MeetingPage]:
        return MeetingPage.objects.published().filter(pk__in={int(key.partition(".")[0]) for key in keys})

    def keys(self) -> Iterator[str]:
        for page in MeetingPage.objects.published().order_by("pk").iterator():
            yield from (part_key(page.pk, part) for part in parts_of(page))

    def documents(self, keys: Sequence[str]) -> list[SearchDocument]:
        wanted = set(keys)
        pages = list(self._pages(keys).order_by("pk"))
        meetings = host_documents(page.pk for page in pages)
        return [
            part_document(page, part, meetings[page.pk])
            for page in pages
            for part in parts_of(page)
            if part_key(page.pk, part) in wanted and page.pk in meetings
        ]

    def readable(self, keys: Sequence[str], user: Any) -> dict[str, str]:
        wanted = set(keys)
        return {
            key: f"{page.get_url() or ''}#{part.anchor}"
            for page in self._pages(keys).select_related("locale")
            for part in parts_of(page)
            if (key := part_key(page.pk, part)) in wanted
        }


def part_document(page: MeetingPage, part: Part, meeting: SearchDocument) -> SearchDocument:
    with translation.override(meeting.lang):
        kind = _("Recommendation") if part.level else _("Result")
        return SearchDocument(
            id=f"recommendation:{part_key(page.pk, part)}",
            type="recommendation",
            lang=meeting.lang,
            title=part.title,
            access=(PUBLIC,),
            also_in=meeting.also_in,
            passages=passages([plain_html(part.html)]),
            keywords=_words(kind, str(part.level_label), meeting.title, meeting.place),
            facets=meeting.facets,
            place=meeting.title,
            date=page.last_day,
            evidence=f"{kind}: {part.level_label}" if part.level else kind,
        )


def _words(*words: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(word) for word in words if word))
