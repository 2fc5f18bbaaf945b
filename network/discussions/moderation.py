"""Posts as something that can be reported, hidden and shown again."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from network.discussions.actions import hide_post, lock_around, restore_post
from network.discussions.bylines import byline
from network.discussions.models import Post
from network.moderation.registry import ReportableKind, Subject, register_reportable
from network.municipalities.places import with_places
from network.people.models import User
from network.spaces.realtime import topic_of
from network.spaces.views import breadcrumbs_of

PREFIX = "post"
POSTS_BEFORE, POSTS_AFTER = 2, 1


def register() -> None:
    kind = ReportableKind(find=find, look=look, around=around, lock=lock, hide=hide, restore=restore)
    register_reportable(PREFIX, kind)


def key_of(post: Post) -> str:
    return f"{PREFIX}:{post.pk}"


def find(user: User, pk: int) -> Subject | None:
    post = _with_all(Post.objects.visible_to(user)).filter(pk=pk).first()
    return _subject(post) if post else None


def look(ids: Sequence[int]) -> dict[int, Subject]:
    return {post.pk: _subject(post) for post in _with_all(Post.objects.filter(pk__in=ids))}


def around(user: User, pk: int) -> list[Subject]:
    posts = _with_all(Post.objects.visible_to(user).present())
    post = Post.objects.filter(pk=pk).first()
    if post is None:
        return []
    thread = posts.filter(thread=post.thread_id)
    before = thread.filter(number__lt=post.number).order_by("-number")[:POSTS_BEFORE]
    after = thread.filter(number__gt=post.number).order_by("number")[:POSTS_AFTER]
    return [_subject(other) for other in [*reversed(before), *after]]


def lock(pk: int) -> None:
    post = _with_all(Post.objects.all()).filter(pk=pk).first()
    if post is not None:
        lock_around(post=post)


def hide(pk: int, actor: User, reason: str) -> None:
    hide_post(post=_with_all(Post.objects.all()).get(pk=pk), reason=reason)


def restore(pk: int, actor: User) -> None:
    restore_post(post=_with_all(Post.objects.all()).get(pk=pk))


def _with_all(posts: QuerySet[Post]) -> QuerySet[Post]:
    posts = posts.select_related("author", "space", "thread__space", "hidden_text")
    return posts.prefetch_related(with_places("author"))


def _subject(post: Post) -> Subject:
    line = byline(post)
    html = post.hidden_text.body_html if post.is_hidden else post.body_html
    return Subject(
        key=key_of(post),
        scope=topic_of(post.space_id),
        author=post.author,
        author_name=f"{line.name} ({line.place})" if line.place else line.name,
        is_masked=post.alias != "",
        title=post.thread.title,
        what=lambda: _("post in “%(title)s”") % {"title": post.thread.title},
        place=post.space.title,
        url=post.get_absolute_url(),
        html=mark_safe(html),  # made by render_body, never by a reader
        trail=breadcrumbs_of(
            (post.space.title, post.space.get_absolute_url()), (post.thread.title, post.get_absolute_url())
        ),
        at=post.created_at,
        number=post.number,
        is_hidden=post.is_hidden,
        is_gone=post.deleted_at is not None,
    )
