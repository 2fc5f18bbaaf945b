"""What members write in a space.

Each verb takes the space's next number first. The lock that comes with it is held until commit, so numbers become
visible in their order, and the state of thread and space that is checked after it cannot change underneath.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.discussions.actions.files import Attached, attach
from network.discussions.actions.placing import where_it_is
from network.discussions.actions.polls import add_poll
from network.discussions.actions.steps import announce, check_open, check_space
from network.discussions.actions.telling import tell_later
from network.discussions.bylines import alias_for, alias_of_author, aliased_posts
from network.discussions.hints import hint_at_names
from network.discussions.mentions import Mentions, check_mentions
from network.discussions.models import Change, Poll, Post, PostVersion, Thread
from network.discussions.newcomers import check_newcomer
from network.discussions.notifications import announce_mentions, withdraw_post
from network.discussions.numbering import take_number, take_number_for, take_number_for_post
from network.discussions.poll_drafts import PollDraft
from network.discussions.quotes import without_hidden_quotes
from network.discussions.texts import render_body
from network.discussions.validation import clean_body, clean_title
from network.municipalities.places import know_places
from network.people.models import User
from network.spaces.models import Space

CONFLICT = _("This post was changed in another window meanwhile. Both texts stand below; nothing is lost.")

TOLD = ("title", "kind", "closed_at", "is_pinned", "outcome_html", "accepted_post", "post_count")
"""What readers are told of the thread along with an answer, as of now and not of when the author's page was asked for."""


@dataclass(frozen=True)
class Sent:
    """Who sent a post, under which id, whom its text mentions, and what it has beside it."""

    author: User
    client_id: UUID | None
    mentions: Mentions
    files: Sequence[Attached] = ()
    poll: PollDraft | None = None
    alias: str = ""


def open_thread(
    *,
    author: User,
    space: Space,
    title: str,
    body: str,
    kind: str = Thread.Kind.DISCUSSION,
    client_id: UUID | None = None,
    files: Sequence[Attached] = (),
    poll: PollDraft | None = None,
    is_named: bool = False,
) -> Thread:
    """The thread with its first post; the same `client_id` again returns the thread there is."""
    title, body = clean_title(title), clean_body(body)
    if kind not in Thread.Kind.values:
        raise ValidationError(_("There is no such kind of thread."), code="kind")
    if kind == Thread.Kind.ANNOUNCEMENT and not author.has_perm("discussions.announce", space):
        raise PermissionDenied(_("Only facilitators may publish announcements."))
    with transaction.atomic():
        number = take_number(space)
        body = without_hidden_quotes(body, space)
        known, client_id = _already_sent(author, client_id, body)
        if known is not None:
            transaction.set_rollback(True)
            return known.thread
        check_space(author, space)
        mentions = check_mentions(body, space)
        check_newcomer(author, body, mentions)
        alias = alias_for(author, space, is_named=is_named)
        thread = _create_thread(space, kind, title, author, alias)
        post = _create_post(thread, body, number, Sent(author, client_id, mentions, files, poll, alias))
        announce(post, Change.Kind.THREAD_OPENED, number)
        hint_at_names(post, mentions)
        announce_mentions(post, mentions)
        tell_later(post)
    return thread


def _create_thread(space: Space, kind: str, title: str, author: User, alias: str) -> Thread:
    now = timezone.now()
    return Thread.objects.create(
        space=space,
        kind=kind,
        title=title,
        language=(get_language() or "de")[:2],
        author=author,
        alias=alias,
        last_alias=alias,
        created_at=now,
        last_post_at=now,
        last_author=author,
        post_count=1,
    )


@where_it_is
def publish_post(
    *,
    author: User,
    thread: Thread,
    body: str,
    client_id: UUID | None = None,
    files: Sequence[Attached] = (),
    poll: PollDraft | None = None,
    is_named: bool = False,
) -> Post:
    """An answer; the same `client_id` again returns the post there is, however often and at once it is sent."""
    body = clean_body(body)
    know_places(author, thread.author)  # before others wait for the space
    with transaction.atomic():
        number = take_number_for(thread, *TOLD)
        body = without_hidden_quotes(body, thread.space)
        known, client_id = _already_sent(author, client_id, body)
        if known is not None:
            transaction.set_rollback(True)
            return known
        check_space(author, thread.space)
        check_open(thread)
        mentions = check_mentions(body, thread.space)
        check_newcomer(author, body, mentions)
        if poll is not None and not author.has_perm("discussions.ask_poll", thread):
            raise PermissionDenied(_("Only the person who began the thread and facilitators can ask a poll here."))
        alias = alias_for(author, thread.space, aliased_posts(thread), is_named=is_named)
        post = _create_post(thread, body, number, Sent(author, client_id, mentions, files, poll, alias))
        count_one_more(thread, post)
        announce(post, Change.Kind.POST_PUBLISHED, number)
        hint_at_names(post, mentions)
        announce_mentions(post, mentions)
        tell_later(post)
    return post


@where_it_is
def edit_post(
    *, post: Post, body: str, editor: User, version: int | None = None, files: Sequence[Attached] | None = None
) -> Post:
    """The former text is kept as a version. Who began with another `version` than the present one is refused.

    `files` are all that the post has afterwards; None leaves them as they are.
    """
    body = clean_body(body)
    with transaction.atomic():
        number = take_number_for_post(post, "body", "edited_at", "version", "attachments")
        _check_can_be_edited(post, editor)
        body, before = without_hidden_quotes(body, post.space), post.body
        has_other_files = files is not None and attach(post, files)
        if body == before and not has_other_files:
            transaction.set_rollback(True)
            return post
        if version is not None and version != post.version:
            raise ValidationError(CONFLICT, code="conflict")
        mentions = check_mentions(body, post.space)
        check_newcomer(editor, body, mentions, is_edit=True)
        if body != before:
            _keep_version(post, editor)
        post.body, post.body_html, post.edited_at = body, render_body(body, post.space, mentions), timezone.now()
        post.version += 1
        post.save(update_fields=["body", "body_html", "edited_at", "version", "attachments"])
        announce(post, Change.Kind.POST_EDITED, number)
        hint_at_names(post, mentions)
        announce_mentions(post, mentions, before=before)
    return post


def _check_can_be_edited(post: Post, editor: User) -> None:
    if post.is_deleted:
        raise ValidationError(_("This post has been deleted meanwhile."), code="deleted")
    check_space(editor, post.thread.space)
    check_open(post.thread)
    if not editor.has_perm("discussions.edit_post", post):
        raise PermissionDenied(_("You can only edit your own posts."))


@where_it_is
def delete_post(*, post: Post, deleted_by: User) -> Post:
    """The text goes, with its former versions and its files; a trace stays, so that answers to it keep their place."""
    with transaction.atomic():
        number = take_number_for_post(post)
        if post.is_deleted:
            transaction.set_rollback(True)
            return post
        if not deleted_by.has_perm("discussions.delete_post", post):
            raise PermissionDenied(_("You can only delete your own posts."))
        withdraw_post(post)
        post.body, post.body_html, post.reactions, post.deleted_at = "", "", {}, timezone.now()
        post.attachments, post.has_poll = [], False
        post.is_removed = deleted_by.pk != post.author_id
        post.save(
            update_fields=["body", "body_html", "reactions", "attachments", "has_poll", "deleted_at", "is_removed"]
        )
        post.versions.all().delete()
        post.files.all().delete()
        Poll.objects.filter(post=post).delete()
        thread = post.thread
        if thread.accepted_post_id == post.pk:
            thread.accepted_post = None
            thread.save(update_fields=["accepted_post"])
        count_posts(thread)
        announce(post, Change.Kind.POST_DELETED, number)
    return post


def _keep_version(post: Post, editor: User) -> None:
    PostVersion.objects.create(
        post=post,
        version=post.version,
        body=post.body,
        written_at=post.edited_at or post.created_at,
        replaced_at=timezone.now(),
        replaced_by=editor,
    )


def _already_sent(author: User, client_id: UUID | None, body: str) -> tuple[Post | None, UUID | None]:
    """The post that came with this `client_id`, or the `client_id` to use.

    Another text under a known `client_id` is another post, from a form that was filled from an old draft: a double
    post can be deleted, a lost text cannot be brought back.
    """
    if client_id is None:
        return None, None
    sent = Post.objects.filter(author=author, client_id=client_id)
    if not sent.exists():
        return None, client_id
    known = sent.select_related("thread__space").get()
    if not known.is_deleted and known.body != body:
        return None, uuid4()
    return known, client_id


def _create_post(thread: Thread, body: str, number: int, sent: Sent) -> Post:
    post = Post.objects.create(
        thread=thread,
        space=thread.space,
        number=number,
        author=sent.author,
        alias=sent.alias,
        body=body,
        body_html=render_body(body, thread.space, sent.mentions),
        client_id=sent.client_id,
        created_at=timezone.now(),
    )
    if sent.files:
        attach(post, sent.files)
    if sent.poll:
        # Where nobody sees who wrote, nobody sees who voted.
        add_poll(post, replace(sent.poll, is_secret=sent.poll.is_secret or thread.space.is_failure_room))
    if sent.files or sent.poll:
        post.save(update_fields=["attachments", "has_poll"])
    return post


def count_one_more(thread: Thread, post: Post) -> None:
    """The row of the space is locked: nobody else counts at this moment."""
    Thread.objects.filter(pk=thread.pk).update(
        post_count=F("post_count") + 1,
        last_post_at=post.created_at,
        last_author=post.author,
        last_alias=post.alias,
    )
    thread.post_count += 1
    thread.last_post_at, thread.last_author, thread.last_alias = post.created_at, post.author, post.alias


def count_posts(thread: Thread) -> None:
    """A thread is as fresh as its last post that is still there."""
    present = thread.posts.present()
    last = present.order_by("-number").first()
    thread.post_count = present.count()
    thread.last_post_at = last.created_at if last else thread.created_at
    thread.last_author_id = last.author_id if last else thread.author_id
    thread.alias = alias_of_author(thread)
    thread.last_alias = last.alias if last else thread.alias
    thread.save(update_fields=["post_count", "last_post_at", "last_author", "last_alias", "alias"])
