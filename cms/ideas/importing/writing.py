"""Rows into published pages, in one transaction.

`Page.add_child` costs some thirty queries a page. Here the rows of the tree are written in batches: a new idea gets the
next free path below its list, a free slug and the fields a published page has; only its history begins empty.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail.search.backends import get_search_backends

from cms.basepage.signals import pages_imported
from cms.basepage.tags import slug_of
from cms.ideas.importing.labels import Labels
from cms.ideas.importing.rows import IdeaRow
from cms.ideas.importing.summary import summary_of
from cms.ideas.models import IdeaIndexPage, IdeaPage

BATCH = 500
Progress = Callable[[int, int], None]


@dataclass
class Result:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    topics_kept_as_tags: set[str] = field(default_factory=set)


def import_ideas(
    rows: list[IdeaRow], *, batch: int = BATCH, on_progress: Progress = lambda done, total: None
) -> Result:
    """Create, change or leave alone each idea by its `source_id` and language; all rows or none."""
    result = Result()
    with transaction.atomic():
        known = _known()
        keys = _translation_keys(known)
        labels = Labels(rows)
        new = [row for row in rows if row.key not in known]
        done = 0
        for language, parent in _lists().items():
            branch = _Branch(parent)
            for chunk in _chunks([row for row in new if row.lang == language], batch):
                pages = branch.add(chunk, keys)
                labels.attach(pages, chunk)
                pks = [page.pk for page in pages]
                pages_imported.send(sender=IdeaPage, pks=pks)
                _put_into_admin_search(pks)
                done += len(chunk)
                on_progress(done, len(rows))
            branch.close()
        result.created = len(new)
        for chunk in _chunks([row for row in rows if row.key in known], batch):
            _update(chunk, known, labels, result)
            done += len(chunk)
            on_progress(done, len(rows))
    result.topics_kept_as_tags = labels.unknown_topics
    return result


def _chunks(rows: list[IdeaRow], size: int) -> Iterator[list[IdeaRow]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _put_into_admin_search(pks: list[int]) -> None:
    """Wagtail's own search, by which editors find a page; elsewhere it listens to each single save."""
    pages = list(IdeaPage.objects.filter(pk__in=pks).prefetch_related("tags"))
    for backend in get_search_backends(with_auto_update=True):
        backend.get_index_for_model(IdeaPage).add_items(IdeaPage, pages)


def _lists() -> dict[str, IdeaIndexPage]:
    """Locked: the tree numbers the children of a page, and two imports at once must wait for each other."""
    pks = list(IdeaIndexPage.objects.values_list("pk", flat=True))
    list(Page.objects.select_for_update().filter(pk__in=pks))
    return {page.locale.language_code: page for page in IdeaIndexPage.objects.select_related("locale")}


def _known() -> dict[tuple[str, str], tuple[int, uuid.UUID]]:
    rows = IdeaPage.objects.exclude(source_id="").values_list(
        "source_id", "locale__language_code", "pk", "translation_key"
    )
    return {(source_id, language): (pk, key) for source_id, language, pk, key in rows}


def _translation_keys(known: dict[tuple[str, str], tuple[int, uuid.UUID]]) -> dict[str, uuid.UUID]:
    return {source_id: key for (source_id, _language), (_pk, key) in known.items()}


def fields_of(row: IdeaRow) -> dict[str, Any]:
    """What the row says about a page, as the page stores it."""
    return {
        "title": row.title,
        "summary": summary_of(row),
        "source_id": row.source_id,
        "published_on": row.published_on,
        **row.texts,
        **row.classes,
    }


class _Branch:
    """The children of one list of ideas: the next path, and which slugs are taken."""

    def __init__(self, parent: IdeaIndexPage) -> None:
        self.parent = parent
        children = Page.objects.child_of(parent)
        self.slugs = set(children.values_list("slug", flat=True))
        last = children.order_by("path").values_list("path", flat=True).last()
        self.step = Page._str2int(last[-Page.steplen :]) if last else 0  # noqa: SLF001 -- treebeard's numbering
        self.added = 0
        self.content_type = ContentType.objects.get_for_model(IdeaPage)
        self.now = timezone.now()

    def add(self, rows: list[IdeaRow], keys: dict[str, uuid.UUID]) -> list[IdeaPage]:
        bases = Page.objects.bulk_create([self._base(row, keys) for row in rows])
        pages = [self._page(base, row) for base, row in zip(bases, rows, strict=True)]
        # Django's bulk_create refuses models with a parent table; the rows of the parent are there already.
        fields = IdeaPage._meta.local_concrete_fields
        for start in range(0, len(pages), self._rows_a_statement(len(fields))):
            part = pages[start : start + self._rows_a_statement(len(fields))]
            IdeaPage._base_manager._insert(part, fields=fields, using=connection.alias, raw=True)  # noqa: SLF001
        self.added += len(rows)
        return pages

    @staticmethod
    def _rows_a_statement(columns: int) -> int:
        return max(1, (connection.features.max_query_params or 30_000) // columns)

    def _base(self, row: IdeaRow, keys: dict[str, uuid.UUID]) -> Page:
        self.step += 1
        slug = self._free_slug(row.title)
        return Page(
            title=row.title,
            draft_title=row.title,
            slug=slug,
            path=Page._get_path(self.parent.path, self.parent.depth + 1, self.step),  # noqa: SLF001 -- as above
            depth=self.parent.depth + 1,
            url_path=f"{self.parent.url_path}{slug}/",
            content_type=self.content_type,
            locale=self.parent.locale,
            translation_key=keys.setdefault(row.source_id, uuid.uuid4()),
            live=True,
            first_published_at=self.now,
            last_published_at=self.now,
        )

    def _free_slug(self, title: str) -> str:
        wanted = slug_of(title) or "idee"
        slug, number = wanted, 1
        while slug in self.slugs:
            number += 1
            slug = f"{wanted}-{number}"
        self.slugs.add(slug)
        return slug

    @staticmethod
    def _page(base: Page, row: IdeaRow) -> IdeaPage:
        page = IdeaPage(page_ptr_id=base.pk, **fields_of(row))
        page.pk = page.id = base.pk
        return page

    def close(self) -> None:
        Page.objects.filter(pk=self.parent.pk).update(numchild=Page.objects.child_of(self.parent).count())


def _update(rows: list[IdeaRow], known: dict[Any, Any], labels: Labels, result: Result) -> None:
    pages = IdeaPage.objects.select_related("locale").in_bulk([known[row.key][0] for row in rows])
    relabelled = labels.differing(pages.values(), rows, {row.key: known[row.key][0] for row in rows})
    for row in rows:
        page = pages[known[row.key][0]]
        changes = {name: value for name, value in fields_of(row).items() if getattr(page, name) != value}
        if not changes and page.pk not in relabelled:
            result.unchanged += 1
            continue
        _change(page, row, changes, labels)
        result.updated += 1


def _change(page: IdeaPage, row: IdeaRow, changes: dict[str, Any], labels: Labels) -> None:
    """As an editor would: a new version, published unless an editor has withdrawn the idea."""
    for name, value in changes.items():
        setattr(page, name, value)
    page.topics.set(labels.topics_of(row))
    page.tags.set(labels.tags_of(row))
    revision = page.save_revision()
    if page.live:
        revision.publish()
