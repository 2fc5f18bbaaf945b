"""Writes into the outbox what happens to rows, in their transaction.

Wagtail saves and deletes pages inside `transaction.atomic` (Page.save, DeletePageAction) and the discussions send
`post_changed` inside the transaction of the change, so these handlers run before the commit.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import post_page_move

from cms.basepage.models import NetworkDocument, PageDocument, Tag, Topic
from cms.basepage.signals import pages_imported
from cms.companion.models import Question
from cms.companion.querysets import GONE
from cms.companion.signals import question_changed
from cms.meetings.models import MeetingPage, ProgrammeDocument, ProgrammeItem
from network.discussions.models import Change, Post, PostFile, Thread
from network.discussions.signals import post_changed, thread_merged
from network.municipalities.models import Membership, Municipality
from network.municipalities.signals import register_changed
from network.people.models import User
from network.spaces.models import Space
from search import municipality_names
from search.asking.models import NetworkQuestion
from search.attachments.actions import expect, expect_of_post
from search.models import OutboxEntry
from search.outbox import record
from search.sources.expansions import expand, files_of, translations_of, with_parts
from search.sources.meetings import part_ids
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

FOUND_BY = {"first_name", "last_name", "role", "language", "is_active"}
"""Fields of a person that the index knows or that decide whether it may."""

DESCRIBED_BY: dict[type[Model], str] = {Topic: "topic", Tag: "tag", Municipality: "municipality", Space: "space"}
"""Rows whose names stand in the documents of others."""


def page_saved(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if not isinstance(instance, Page) or not (sender is Page or sender in DESCRIPTIONS):
        return
    fields = kwargs.get("update_fields")
    if fields is None or not set(fields) <= NOT_PUBLISHED:
        if instance.live:
            record([f"page:{instance.pk}"])
        else:
            record(with_parts([instance.pk]), REMOVE)
            _look_again_at(translations_of([instance.pk]))


def many_pages_saved(sender: type[Model], pks: Iterable[int], **kwargs: Any) -> None:
    record([f"page:{pk}" for pk in pks])


def meeting_about_to_change(sender: type[Model], instance: MeetingPage, **kwargs: Any) -> None:
    """What came of it is kept in the page itself: only the row as it is still says what will be gone."""
    if kwargs.get("update_fields") is None and instance.pk:
        before = part_ids(MeetingPage.objects.filter(pk=instance.pk))
        record(sorted(set(before) - set(part_ids([instance]))), REMOVE)


def meeting_about_to_go(sender: type[Model], instance: MeetingPage, **kwargs: Any) -> None:
    record(part_ids([instance]), REMOVE)


def page_deleted(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    record([f"page:{instance.pk}"], REMOVE)
    others = Page.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk)
    _look_again_at(others.values_list("pk", flat=True))


def programme_item_deleted(sender: type[Model], instance: ProgrammeItem, **kwargs: Any) -> None:
    record([f"programme_item:{instance.pk}"], REMOVE)


def page_moved(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """It may have come under a page that not everybody may read, or out of it."""
    record(with_parts(_pages_below(instance.pk)))


def restriction_saved(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    below = _pages_below(instance.page_id)
    record(with_parts(below), REMOVE)
    _look_again_at(translations_of(below))


def restriction_deleted(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    record(with_parts(_pages_below(instance.page_id)))


def _look_again_at(pages: Iterable[int]) -> None:
    """Versions of a page that goes in other languages: their documents no longer have a twin."""
    record([f"page:{pk}" for pk in pages])


def _pages_below(page_id: int) -> list[int]:
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return []
    return list(Page.objects.descendant_of(page, inclusive=True).live().values_list("pk", flat=True))


def description_saved(sender: type[Model], instance: Model, created: bool, **kwargs: Any) -> None:
    """One entry stands for all that name it: a topic may have thousands of pages."""
    if not created:
        record([f"{DESCRIBED_BY[sender]}:{instance.pk}"])  # type: ignore[index]


def municipality_saved(sender: type[Model], **kwargs: Any) -> None:
    municipality_names.forget()


def description_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    record(expand([f"{DESCRIBED_BY[sender]}:{instance.pk}"]))  # type: ignore[index]


def many_municipalities_saved(sender: type[Model], pks: Iterable[int], **kwargs: Any) -> None:
    record([f"municipality:{pk}" for pk in pks])


# --- attachments ---


def document_saved(sender: type[Model], instance: NetworkDocument, **kwargs: Any) -> None:
    fields = kwargs.get("update_fields")
    if fields is None or "file" in fields:
        expect(instance)
    record([f"document:{instance.pk}"])


def document_deleted(sender: type[Model], instance: NetworkDocument, **kwargs: Any) -> None:
    record([f"document:{instance.pk}"], REMOVE)


def attachment_saved(sender: type[Model], instance: PageDocument | ProgrammeDocument, **kwargs: Any) -> None:
    record([f"document:{instance.document_id}"])


def attachment_deleted(sender: type[Model], instance: PageDocument | ProgrammeDocument, **kwargs: Any) -> None:
    """It is hidden until it is known whether another page carries it."""
    record([f"document:{instance.document_id}"], REMOVE)


def collection_closed(sender: type[Model], instance: CollectionViewRestriction, **kwargs: Any) -> None:
    record(_documents_in(instance), REMOVE)


def collection_opened(sender: type[Model], instance: CollectionViewRestriction, **kwargs: Any) -> None:
    record(_documents_in(instance))


def _documents_in(restriction: CollectionViewRestriction) -> list[str]:
    path = Collection.objects.filter(pk=restriction.collection_id).values_list("path", flat=True).first()
    inside = (
        NetworkDocument.objects.filter(collection__path__startswith=path) if path else NetworkDocument.objects.none()
    )
    return [f"document:{pk}" for pk in inside.values_list("pk", flat=True)]


# --- people ---


def person_saved(sender: type[Model], instance: User, **kwargs: Any) -> None:
    """Signing in writes a moment that nobody searches for."""
    fields = kwargs.get("update_fields")
    if fields is None or set(fields) & FOUND_BY:
        record([f"person:{instance.pk}"], UPDATE if instance.is_active else REMOVE)


def person_deleted(sender: type[Model], instance: User, **kwargs: Any) -> None:
    record([f"person:{instance.pk}"], REMOVE)


def membership_changed(sender: type[Model], instance: Membership, **kwargs: Any) -> None:
    record([f"person:{instance.user_id}"])


# --- discussions ---


def discussion_changed(sender: type[Model], post: Post, kind: str, **kwargs: Any) -> None:
    if kind in (Change.Kind.POST_DELETED, Change.Kind.POST_HIDDEN):
        record([f"post:{post.pk}", *files_of([post.pk])], REMOVE)
        record([f"thread:{post.thread_id}"])
        return
    keys: Iterable[str] = [f"thread:{post.thread_id}", f"post:{post.pk}"]
    if kind == Change.Kind.THREAD_CHANGED:
        keys = [
            *keys,
            *(f"post:{pk}" for pk in Post.objects.filter(thread=post.thread_id).values_list("pk", flat=True)),
        ]
    record(keys)
    if post.attachments:
        expect_of_post(post)


def post_file_deleted(sender: type[Model], instance: PostFile, **kwargs: Any) -> None:
    record([f"post_file:{instance.pk}"], REMOVE)


def room_question_changed(sender: type[Model], question: Question, **kwargs: Any) -> None:
    record([f"room_question:{question.pk}"], REMOVE if question.state in GONE else UPDATE)


def room_question_deleted(sender: type[Model], instance: Question, **kwargs: Any) -> None:
    record([f"room_question:{instance.pk}"], REMOVE)


def question_carried(sender: type[Thread], thread: Thread, into: Thread, **kwargs: Any) -> None:
    """A question to the network goes on in the thread that it has become part of, unless that is one itself."""
    if not NetworkQuestion.objects.filter(thread=into).exists():
        NetworkQuestion.objects.filter(thread=thread).update(thread=into)


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
    pre_save.connect(meeting_about_to_change, sender=MeetingPage, dispatch_uid="search_meeting_changes")
    pre_delete.connect(meeting_about_to_go, sender=MeetingPage, dispatch_uid="search_meeting_goes")
    post_delete.connect(programme_item_deleted, sender=ProgrammeItem, dispatch_uid="search_programme_item_deleted")
    _connect_attachments()
    _connect_people()
    for model, name in DESCRIBED_BY.items():
        post_save.connect(description_saved, sender=model, dispatch_uid=f"search_{name}_saved")
    register_changed.connect(many_municipalities_saved, dispatch_uid="search_register_changed")
    post_save.connect(municipality_saved, sender=Municipality, dispatch_uid="search_municipality_renamed")
    pre_delete.connect(description_deleted, sender=Topic, dispatch_uid="search_topic_deleted")
    pre_delete.connect(description_deleted, sender=Tag, dispatch_uid="search_tag_deleted")
    post_changed.connect(discussion_changed, dispatch_uid="search_discussion_changed")
    post_delete.connect(post_file_deleted, sender=PostFile, dispatch_uid="search_post_file_deleted")
    question_changed.connect(room_question_changed, dispatch_uid="search_room_question_changed")
    post_delete.connect(room_question_deleted, sender=Question, dispatch_uid="search_room_question_deleted")
    thread_merged.connect(question_carried, dispatch_uid="search_question_carried")
    post_delete.connect(thread_deleted, sender=Thread, dispatch_uid="search_thread_deleted")
    post_delete.connect(post_deleted, sender=Post, dispatch_uid="search_post_deleted")


def _connect_people() -> None:
    post_save.connect(person_saved, sender=User, dispatch_uid="search_person_saved")
    post_delete.connect(person_deleted, sender=User, dispatch_uid="search_person_deleted")
    post_save.connect(membership_changed, sender=Membership, dispatch_uid="search_membership_saved")
    post_delete.connect(membership_changed, sender=Membership, dispatch_uid="search_membership_deleted")


def _connect_attachments() -> None:
    post_save.connect(document_saved, sender=NetworkDocument, dispatch_uid="search_document_saved")
    post_delete.connect(document_deleted, sender=NetworkDocument, dispatch_uid="search_document_deleted")
    for model in (PageDocument, ProgrammeDocument):
        name = model.__name__
        post_save.connect(attachment_saved, sender=model, dispatch_uid=f"search_{name}_saved")
        post_delete.connect(attachment_deleted, sender=model, dispatch_uid=f"search_{name}_deleted")
    closed = CollectionViewRestriction
    post_save.connect(collection_closed, sender=closed, dispatch_uid="search_collection_closed")
    post_delete.connect(collection_opened, sender=closed, dispatch_uid="search_collection_opened")
