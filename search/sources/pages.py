"""Documents of the pages editors publish. What is particular to a page type stands in `page_types`."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import translation
from wagtail.models import Page

from cms.basepage.models import BasePage, TaggedPage
from cms.basepage.querysets import VisiblePageQuerySet
from cms.basepage.vocabulary import labels_of
from search.documents import PUBLIC, SearchDocument
from search.sources import NumberedRows
from search.sources.page_types import DESCRIPTIONS, Description
from search.sources.texts import passages


class PageSource(NumberedRows):
    prefix = "page"

    def keys(self) -> Iterator[int]:
        for model in DESCRIPTIONS:
            yield from model.objects.published().order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, keys: Sequence[int]) -> list[SearchDocument]:
        tags, languages = tag_names(keys), published_in(keys)
        return [
            page_document(page, description, tags.get(page.pk, []), languages.get(page.translation_key, set()))
            for model, description in DESCRIPTIONS.items()
            for page in model.objects.published()
            .filter(pk__in=keys)
            .select_related("locale", *description.relations)
            .prefetch_related("topics", *description.prefetched)
            .order_by("pk")
        ]

    def readable(self, keys: Sequence[int], user: Any) -> dict[int, str]:
        pages = VisiblePageQuerySet(Page).published().filter(pk__in=keys).select_related("locale")
        return {page.pk: page.get_url() or "" for page in pages}


def tag_names(keys: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Key and name of the tags per page, in one query."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = TaggedPage.objects.filter(content_object_id__in=keys).order_by("tag__key")
    for page_id, key, name in rows.values_list("content_object_id", "tag__key", "tag__name"):
        found.setdefault(page_id, []).append((key, name))
    return found


def published_in(keys: Sequence[int]) -> dict[UUID, set[str]]:
    """By translation key, the languages in which everybody may read these pages."""
    same = Page.objects.filter(pk__in=keys).values("translation_key")
    found: dict[UUID, set[str]] = {}
    public = VisiblePageQuerySet(Page).published().filter(translation_key__in=same)
    for key, language in public.values_list("translation_key", "locale__language_code"):
        found.setdefault(key, set()).add(language)
    return found


def page_document(
    page: BasePage, description: Description, tags: list[tuple[str, str]], languages: set[str]
) -> SearchDocument:
    language = page.locale.language_code
    with translation.override(language):
        details = description.describe(page)
        topic_labels = labels_of([topic.pk for topic in page.topics.all()])
        names = [*(label.name for label in topic_labels), *(name for _key, name in tags)]
        return SearchDocument(
            id=f"page:{page.pk}",
            source_id=details.source_id,
            type=page.kind,
            lang=language,
            title=page.title,
            access=(PUBLIC,),
            also_in=tuple(sorted(languages - {language})),
            passages=passages([page.summary, *details.texts]),
            keywords=tuple(dict.fromkeys(word for word in (*details.keywords, *names) if word)),
            facets={
                "topic": tuple(label.key for label in topic_labels),
                "tag": tuple(key for key, _name in tags),
                "origin": (description.origin.value,),
                **details.facets,
            },
            place=details.place,
            date=details.date or (page.first_published_at.date() if page.first_published_at else None),
            when=details.when,
            evidence=details.evidence,
        )


def is_indexed(model: type[Model]) -> bool:
    return model in DESCRIPTIONS
