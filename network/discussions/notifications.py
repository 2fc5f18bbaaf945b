"""Who is told of what happens in a thread."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.discussions.bylines import byline, name_of
from network.discussions.mentions import Mentions, find_mentions, people_addressed
from network.discussions.models import Post, SpaceRead, Thread, ThreadRead
from network.discussions.poll_letters import in_letter_as_html, in_letter_as_text
from network.discussions.presentation import beginning_of
from network.municipalities.places import with_places
from network.notifications.actions import (
    Occurrence,
    forget_targets,
    mark_target_read,
    mark_targets_read,
    notify,
    rename_target,
    reword,
    unread_targets,
    withdraw,
)
from network.notifications.audience import Circle
from network.notifications.carrying import carry_events, carry_target, follow_positions
from network.notifications.models import Event
from network.notifications.registry import Entry, Place, register_entries, register_kind, register_places
from network.people.excerpts import excerpt
from network.people.markdown import render_markdown
from network.people.models import User
from network.spaces.models import Space
from network.spaces.readers import readers_of
from network.spaces.realtime import topic_of
from network.spaces.signals import readers_changed

TEASER = 240
REPLY = "discussions.reply"
THREAD = "discussions.thread"
ACCEPT = "discussions.accept"
MENTION = "discussions.mentioned"


def register() -> None:
    register_kind(REPLY, gettext_lazy("Replies in threads I take part in or follow"), email=True)
    register_kind(
        THREAD,
        gettext_lazy("Announcements, and new threads where I follow everything"),
        email=True,
        reason=gettext_lazy("You receive this e-mail because you follow this space, or because it is an announcement."),
    )
    register_kind(ACCEPT, gettext_lazy("My answer was accepted"), email=True)
    register_kind(
        MENTION,
        gettext_lazy("Posts that mention me or my municipality"),
        email=True,
        reason=gettext_lazy("You receive this e-mail because the post mentions you or your municipality."),
        is_direct=True,
    )
    register_entries("post", read_posts)
    register_places("thread", find_threads)
    register_places("space", find_spaces)
    readers_changed.connect(forget_what_others_said, dispatch_uid="discussions.forget_what_others_said")


def announce_mentions(post: Post, mentions: Mentions, *, before: str = "") -> None:
    """Tells those whom the text addresses and did not address `before`."""
    people = people_addressed(mentions, post.body, post.space)
    if people and before:
        people -= people_addressed(find_mentions(before, post.space), before, post.space)
    thread = post.thread
    if people:
        notify(
            verb=MENTION,
            recipients=people,
            actor=post.author,
            subject=lambda: (
                _("%(author)s mentions you in “%(thread)s”") % {"author": name_of(post), "thread": thread.title}
            ),
            text=_teaser(post),
            url=post.get_absolute_url,
            target_key=scope_of(thread),
            occurrence=_occurrence(post),
            circle=Circle(_scopes(thread), readers_of(thread.space)),
        )


def announce_post(post: Post) -> None:
    """Everyone who has written in the thread or follows it hears of the answer, as long as they may read it."""
    thread = post.thread
    circle = _circle(post)
    notify(
        verb=REPLY,
        recipients=circle.readers.filter(pk__in=thread.posts.present().values("author")),
        actor=post.author,
        subject=lambda: _("%(author)s replied in “%(thread)s”") % {"author": name_of(post), "thread": thread.title},
        text=_teaser(post),
        url=post.get_absolute_url,
        target_key=scope_of(thread),
        occurrence=_occurrence(post),
        circle=circle,
    )


def announce_thread(post: Post) -> None:
    """A new thread is told to those who follow its space; an announcement to everyone whose space it is."""
    thread = post.thread
    circle = _circle(post)
    is_announcement = thread.kind == Thread.Kind.ANNOUNCEMENT
    values = {"thread": thread.title, "space": thread.space.title}
    notify(
        verb=THREAD,
        recipients=_people_of(thread.space, circle.readers) if is_announcement else (),
        actor=post.author,
        subject=lambda: (
            (_("Announcement in “%(space)s”: %(thread)s") if is_announcement else _("New in “%(space)s”: %(thread)s"))
            % values
        ),
        text=_teaser(post),
        url=post.get_absolute_url,
        target_key=scope_of(thread),
        occurrence=_occurrence(post),
        circle=circle,
    )


def announce_acceptance(post: Post, accepted_by: User) -> None:
    thread = post.thread
    if post.author is None:
        return
    author = readers_of(thread.space).filter(pk=post.author_id)
    notify(
        verb=ACCEPT,
        recipients=author,
        actor=accepted_by,
        subject=lambda: _("Your answer in “%(thread)s” was accepted") % {"thread": thread.title},
        text=_teaser(post),
        url=post.get_absolute_url,
        target_key=scope_of(thread),
        circle=Circle(_scopes(thread), author),
    )


def mark_thread_notifications_read(user: User, thread: Thread, number: int) -> None:
    mark_target_read(user=user, target_key=scope_of(thread), position=number)


def mark_notifications_read(user: User, spaces: QuerySet[Space]) -> None:
    """Those about threads of these spaces."""
    unread = unread_targets(user=user, prefix="thread:")
    ids = [int(key.partition(":")[2]) for key in unread]
    here = Thread.objects.filter(pk__in=ids, space__in=spaces) if ids else ()
    mark_targets_read(user=user, target_keys=[scope_of(thread) for thread in here])


def withdraw_post(post: Post) -> None:
    """What notifications say of its text goes, and it is in no letter that has not been sent."""
    withdraw(key=_occurrence(post).key, target_key=scope_of(post.thread), texts=_told_of(post))


def retell_post(before: Post, post: Post) -> None:
    """Notifications say what it says now, without what was quoted `before`."""
    reword(target_key=scope_of(post.thread), texts=_told_of(before), text=_teaser(post))


def retell_title(thread: Thread, before: str) -> None:
    """Notifications call the thread what it is called now, and no longer what it, or the one it comes from, was called."""
    rename_target(target_key=scope_of(thread), before=before, after=thread.title)


def _told_of(post: Post) -> list[str]:
    """What notifications may say of it: its beginning, as it is and as it was before its edits."""
    former = [excerpt(render_markdown(version.body), TEASER) for version in post.versions.all()]
    return [_teaser(post), *former]


def forget_what_others_said(sender: type[Space], space: Space, **kwargs: Any) -> None:
    """A notification quotes posts: whoever may no longer read the space keeps none of it."""
    ids = Thread.objects.filter(space=space).values_list("pk", flat=True)
    forget_targets(target_keys=[f"thread:{pk}" for pk in ids], readers=readers_of(space))


def forget_what_others_read(thread: Thread) -> None:
    """After it has gone to another space: nobody keeps quotations of it who may not read there."""
    forget_targets(target_keys=[scope_of(thread)], readers=readers_of(thread.space))


def follow_numbers(thread: Thread, posts: Sequence[Post]) -> None:
    follow_positions(target_key=scope_of(thread), positions={f"post:{post.pk}": post.number for post in posts})


def carry_posts(posts: Sequence[Post], thread: Thread, into: Thread) -> None:
    carry_events(former=scope_of(thread), target=scope_of(into), keys={f"post:{post.pk}" for post in posts})


def carry_thread(thread: Thread, into: Thread) -> None:
    carry_target(former=scope_of(thread), target=scope_of(into))


def scope_of(thread: Thread) -> str:
    return f"thread:{thread.pk}"


def _circle(post: Post) -> Circle:
    """Without those who have been told of it because it names them, and those who have read it meanwhile."""
    told = Event.objects.filter(key=_occurrence(post).key).values("notification__recipient")
    here = ThreadRead.objects.filter(thread=post.thread, number__gte=post.number).values("user")
    in_space = SpaceRead.objects.filter(space=post.space, number__gte=post.number).values("user")
    readers = readers_of(post.thread.space).exclude(Q(pk__in=told) | Q(pk__in=here) | Q(pk__in=in_space))
    return Circle(_scopes(post.thread), readers)


def _scopes(thread: Thread) -> tuple[str, str]:
    """The nearest first."""
    return scope_of(thread), topic_of(thread.space_id)


def _occurrence(post: Post) -> Occurrence:
    return Occurrence(f"post:{post.pk}", post.number)


def _people_of(space: Space, readers: QuerySet[User]) -> QuerySet[User]:
    """A space for everyone is everyone's; another is its members', and theirs who have read or written in it."""
    if space.kind == Space.Kind.GENERAL or not space.is_open:
        return readers
    visitors = ThreadRead.objects.filter(thread__space=space).values("user")
    authors = space.posts.present().values("author")
    return readers.filter(Q(pk__in=space.memberships.values("user")) | Q(pk__in=visitors) | Q(pk__in=authors))


def _teaser(post: Post) -> str:
    return beginning_of(post, TEASER)


# --- what e-mails quote ---


def read_posts(user: User, ids: Sequence[int]) -> dict[int, Entry]:
    posts = Post.objects.visible_to(user).unread_by(user).filter(pk__in=ids)
    posts = posts.select_related("author", "thread", "space", "poll").prefetch_related(with_places("author"))
    return {post.pk: _entry(post) for post in posts}


def _entry(post: Post) -> Entry:
    post.thread.space, line = post.space, byline(post)
    return Entry(
        at=post.created_at,
        author=line.name,
        author_place=line.place,
        text="\n\n".join([post.body, *_attached(post), *in_letter_as_text(post)]),
        html="".join(
            [post.body_html, *(format_html("<p>{}</p>", line) for line in _attached(post)), in_letter_as_html(post)]
        ),
        url=post.get_absolute_url(),
        places=(_thread_place(post.thread), _space_place(post.space)),
    )


def _attached(post: Post) -> list[str]:
    """Files are read on the page, where it is known who may."""
    names = ", ".join(file["name"] for file in post.attachments)
    return [_("Attached: %(names)s") % {"names": names}] if names else []


def find_threads(user: User, ids: Sequence[int]) -> dict[int, Place]:
    threads = Thread.objects.visible_to(user).filter(pk__in=ids).select_related("space")
    return {thread.pk: _thread_place(thread) for thread in threads}


def find_spaces(user: User, ids: Sequence[int]) -> dict[int, Place]:
    return {space.pk: _space_place(space) for space in Space.objects.visible_to(user).filter(pk__in=ids)}


def _thread_place(thread: Thread) -> Place:
    return Place(scope_of(thread), thread.title, thread.get_absolute_url())


def _space_place(space: Space) -> Place:
    return Place(topic_of(space.pk), space.title, space.get_absolute_url())
