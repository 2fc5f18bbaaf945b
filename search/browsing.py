"""Finding pages by topic and tag from the database: what goes on while there is no index to ask."""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from wagtail.models import Page

from cms.basepage.models import Tag, TaggedPage
from cms.basepage.querysets import VisiblePageQuerySet
from search.searching import Result
from search.sources.page_types import DESCRIPTIONS
from search.sources.pages import PageSource

MOST_PAGES = 20
MOST_TAGS = 30


def by_topic_and_tag(filters: Mapping[str, tuple[str, ...]]) -> list[Result]:
    """The newest public pages of these topics and tags; nothing when neither is chosen."""
    condition = Q()
    if filters.get("topic"):
        condition &= Q(topics__key__in=filters["topic"])
    if filters.get("tag"):
        condition &= Q(tagged_items__tag__key__in=filters["tag"])
    if not condition:
        return []
    newest: list[tuple] = []
    for model in DESCRIPTIONS:
        pages = model.objects.published().filter(condition).distinct().order_by("-first_published_at")
        newest += pages.values_list("first_published_at", "pk")[:MOST_PAGES]
    keys = [pk for _published, pk in sorted(newest, key=lambda row: (row[0] is not None, row[0], row[1]), reverse=True)]
    source = PageSource()
    documents = {document.id: document for document in source.documents(keys[:MOST_PAGES])}
    urls = source.readable(keys[:MOST_PAGES], None)
    found = [(documents[f"page:{key}"], urls[key]) for key in keys if f"page:{key}" in documents and key in urls]
    return [Result(document, url, _first_passage(document.passages)) for document, url in found]


def _first_passage(passages: tuple[str, ...]) -> SafeString:
    return conditional_escape(passages[0] if passages else "")


def frequent_tags(most: int = MOST_TAGS) -> list[tuple[str, str, int]]:
    """Key, name and number of public pages of the tags used most."""
    return [(tag.key, tag.name, tag.page_count) for tag in public_tags().order_by("-page_count", "name")[:most]]


def public_tags() -> QuerySet[Tag]:
    """Tags of pages everybody may read, with `page_count`; a tag only a draft has is nobody's business yet."""
    public = VisiblePageQuerySet(Page).published()
    items = TaggedPage.objects.filter(content_object__in=public)
    return Tag.objects.filter(tagged_pages__in=items).annotate(
        page_count=Count("tagged_pages", filter=Q(tagged_pages__in=items))
    )
