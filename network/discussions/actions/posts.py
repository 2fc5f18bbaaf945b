"""What members write in a space.

Each verb takes the space's next number first. The lock that comes with it is held until commit, so numbers become
visible in their order, and the state of thread and space that is checked after it cannot change underneath.
"""

from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.discussions.actions.steps import announce, check_open, check_space
from network.discussions.mentions import check_mentions
from network.discussions.models import Change, Post, PostVersion, Thread
from network.discussions.notifications import announce_mentions, announce_post, announce_thread, withdraw_post
from network.discussions.numbering import take_number
from network.discussions.quotes import without_hidden_quotes
from network.discussions.texts import render_body
from network.discussions.validation import clean_body, clean_title
from network.people.models import User
from network.spaces.models import Space

CONFLICT = _("This post was changed in another window meanwhile. Both texts stand below; nothing is lost.")


def open_thread(
    *,
    author: User,
    space: Space,
    title: str,
    body: str,
    kind: str = Thread.Kind.DISCUSSION,
    client_id: UUID | None = None,
) -> Thread:
    """The thread with its first post; the same `client_id` again returns the thread there is."""
    title, body = clean_title(title), clean_body(body)
    if kind not in Thread.Kind.values:
        raise ValidationError(_("There is no such kind of thread."), code="kind")
    check_mentions(body, space)
    if kind == Thread.Kind.ANNOUNCEMENT and not author.has_perm("discussions.announce", space):
        raise PermissionDenied(_("Only facilitators may publish announcements."))
    with transaction.atomic():
        number = take_number(space)
        known, client_id = _already_sent(author, client_id, body)
        if known is not None:
            transaction.set_rollback(True)
            return known.thread
        check_space(author, space)
        now = timezone.now()
        thread = Thread.objects.create(
            space=space,
            kind=kind,
            title=title,
            language=(get_language() or "de")[:2],
            author=author,
            created_at=now,
            last_post_at=now,
            last_author=author,
            post_count=1,
        )
        post = _create_post(thread=thread, author=author, body=body, number=number, client_id=client_id)
        announce(post, Change.Kind.THREAD_OPENED, number)
        announce_thread(post, told=announce_mentions(post))
    return thread


def publish_post(*, author: User, thread: Thread, body: str, client_id: UUID | None = None) -> Post:
    """An answer; the same `client_id` again returns the post there is, however often and at once it is sent."""
    body = without_hidden_quotes(clean_body(body), thread.space)
    check_mentions(body, thread.space)
    with transaction.atomic():
        number = take_number(thread.space)
        known, client_id = _already_sent(author, client_id, body)
        if known is not None:
            transaction.set_rollback(True)
            return known
        check_space(author, thread.space)
        check_open(thread)
        post = _create_post(thread=thread, author=author, body=body, number=number, client_id=client_id)
        count_posts(thread)
        announce(post, Change.Kind.POST_PUBLISHED, number)
        announce_post(post, told=announce_mentions(post))
    return post


def edit_post(*, post: Post, body: str, editor: User, version: int | None = None) -> Post:
    """The former text is kept as a version. Who began with another `version` than the present one is refused."""
    body = without_hidden_quotes(clean_body(body), post.space)
    check_mentions(body, post.space)
    with transaction.atomic():
        number = take_number(post.thread.space)
        post.refresh_from_db(fields=["deleted_at", "hidden_reason", "thread", "body", "edited_at", "version"])
        if post.is_deleted:
            raise ValidationError(_("This post has been deleted meanwhile."), code="deleted")
        check_space(editor, post.thread.space)
        check_open(post.thread)
        if not editor.has_perm("discussions.edit_post", post):
            raise PermissionDenied(_("You can only edit your own posts."))
        if body == post.body:
            transaction.set_rollback(True)
            return post
        if version is not None and version != post.version:
            raise ValidationError(CONFLICT, code="conflict")
        before = post.body
        _keep_version(post, editor)
        post.body, post.body_html, post.edited_at = body, render_body(body, post.space), timezone.now()
        post.version += 1
        post.save(update_fields=["body", "body_html", "edited_at", "version"])
        announce(post, Change.Kind.POST_EDITED, number)
        announce_mentions(post, before=before)
    return post


def delete_post(*, post: Post, deleted_by: User) -> Post:
    """The text goes, with its former versions; a trace stays, so that answers to it keep their place."""
    with transaction.atomic():
        number = take_number(post.thread.space)
        post.refresh_from_db(fields=["deleted_at", "hidden_reason", "thread"])
        if post.is_deleted:
            transaction.set_rollback(True)
            return post
        if not deleted_by.has_perm("discussions.delete_post", post):
            raise PermissionDenied(_("You can only delete your own posts."))
        withdraw_post(post)
        post.body, post.body_html, post.reactions, post.deleted_at = "", "", {}, timezone.now()
        post.is_removed = deleted_by.pk != post.author_id
        post.save(update_fields=["body", "body_html", "reactions", "deleted_at", "is_removed"])
        post.versions.all().delete()
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
    known = Post.objects.select_related("thread__space").filter(author=author, client_id=client_id).first()
    if known is not None and not known.is_deleted and known.body != body:
        return None, uuid4()
    return known, client_id


def _create_post(*, thread: Thread, author: User, body: str, number: int, client_id: UUID | None) -> Post:
    return Post.objects.create(
        thread=thread,
        space=thread.space,
        number=number,
        author=author,
        body=body,
        body_html=render_body(body, thread.space),
        client_id=client_id,
        created_at=timezone.now(),
    )


def count_posts(thread: Thread) -> None:
    """A thread is as fresh as its last post that is still there."""
    present = thread.posts.present()
    last = present.order_by("-number").first()
    thread.post_count = present.count()
    thread.last_post_at = last.created_at if last else thread.created_at
    thread.last_author_id = last.author_id if last else thread.author_id
    thread.save(update_fields=["post_count", "last_post_at", "last_author"])
