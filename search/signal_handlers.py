"""Writes into the outbox what happens to rows, in their transaction.

Wagtail saves and deletes pages inside `transaction.atomic` (Page.save, DeletePageAction) and the discussions send
`post_changed` inside the transaction of the change, so these handlers run before the commit.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from cms.basepage.models import Tag, Topic
from cms.basepage.signals import pages_imported
from network.discussions.models import Change, Post, Thread
from network.discussions.signals import post_changed
from network.municipalities.models import Municipality
from network.municipalities.signals import register_changed
from network.spaces.models import Space
from search import municipality_names
from search.models import OutboxEntry
from search.outbox import record
from search.sources.expansions import expand
from search.sources.page_types import DESCRIPTIONS

UPDATE, REMOVE = OutboxEntry.Operation.UPDATE, OutboxEntry.Operation.REMOVE
NOT_PUBLISHED = {
    "latest_revision",
    "latest_revision_created_at",
    "draft_title",
    "has_unpublished_changes",
    "go_live_at",
}
"""Fields that saving a draft writes to the page; none of them can be found."""

DESCRIBED_BY: dict[type[Model], str] = {Topic: "topic", Tag: "tag", Municipality: "municipality", Space: "space"}
"""Rows whose names stand in the documents of others."""


def page_saved(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if not isinstance(instance, Page) or not (sender is Page or sender in DESCRIPTIONS):
        return
    fields = kwargs.get("update_fields")
    if fields is None or not set(fields) <= NOT_PUBLISHED:
        record([f"page:{instance.pk}"], UPDATE if instance.live else REMOVE)


def many_pages_saved(sender: type[Model], pks: Iterable[int], **kwargs: Any) -> None:
    record([f"page:{pk}" for pk in pks])


def page_deleted(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    record([f"page:{instance.pk}"], REMOVE)


def page_moved(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """It may have come under a page that not everybody may read, or out of it."""
    record(_pages_below(instance.pk))


def restriction_saved(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    record(_pages_below(instance.page_id), REMOVE)


def restriction_deleted(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    record(_pages_below(instance.page_id))


def _pages_below(page_id: int) -> list[str]:
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return []
    below = Page.objects.descendant_of(page, inclusive=True).live().values_list("pk", flat=True)
    return [f"page:{pk}" for pk in below]


def description_saved(sender: type[Model], instance: Model, created: bool, **kwargs: Any) -> None:
    """One entry stands for all that name it: a topic may have thousands of pages."""
    if not created:
        record([f"{DESCRIBED_BY[sender]}:{instance.pk}"])  # type: ignore[index]


def municipality_saved(sender: type[Model], **kwargs: Any) -> None:
    municipality_names.forget()


def description_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    record(expand(f"{DESCRIBED_BY[sender]}:{instance.pk}"))  # type: ignore[index]


def many_municipalities_saved(sender: type[Model], pks: Iterable[int], **kwargs: Any) -> None:
    record([f"municipality:{pk}" for pk in pks])


def discussion_changed(sender: type[Model], post: Post, kind: str, **kwargs: Any) -> None:
    if kind == Change.Kind.POST_DELETED:
        record([f"post:{post.pk}"], REMOVE)
        record([f"thread:{post.thread_id}"])
        return
    keys: Iterable[str] = [f"thread:{post.thread_id}", f"post:{post.pk}"]
    if kind == Change.Kind.THREAD_CHANGED:
        keys = [
            *keys,
            *(f"post:{pk}" for pk in Post.objects.filter(thread=post.thread_id).values_list("pk", flat=True)),
        ]
    record(keys)


def thread_deleted(sender: type[Model], instance: Thread, **kwargs: Any) -> None:
    record([f"thread:{instance.pk}"], REMOVE)


def post_deleted(sender: type[Model], instance: Post, **kwargs: Any) -> None:
    record([f"post:{instance.pk}"], REMOVE)


def connect() -> None:
    post_save.connect(page_saved, dispatch_uid="search_page_saved")
    pages_imported.connect(many_pages_saved, dispatch_uid="search_pages_imported")
    post_delete.connect(page_deleted, sender=Page, dispatch_uid="search_page_deleted")
    post_page_move.connect(page_moved, dispatch_uid="search_page_moved")
    post_save.connect(restriction_saved, sender=PageViewRestriction, dispatch_uid="search_restriction_saved")
    post_delete.connect(restriction_deleted, sender=PageViewRestriction, dispatch_uid="search_restriction_deleted")
    for model, name in DESCRIBED_BY.items():
        post_save.connect(description_saved, sender=model, dispatch_uid=f"search_{name}_saved")
    register_changed.connect(many_municipalities_saved, dispatch_uid="search_register_changed")
    post_save.connect(municipality_saved, sender=Municipality, dispatch_uid="search_municipality_renamed")
    pre_delete.connect(description_deleted, sender=Topic, dispatch_uid="search_topic_deleted")
    pre_delete.connect(description_deleted, sender=Tag, dispatch_uid="search_tag_deleted")
    post_changed.connect(discussion_changed, dispatch_uid="search_discussion_changed")
    post_delete.connect(thread_deleted, sender=Thread, dispatch_uid="search_thread_deleted")
    post_delete.connect(post_deleted, sender=Post, dispatch_uid="search_post_deleted")
