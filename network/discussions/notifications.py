"""Who is told of what happens in a thread."""

from collections.abc import Iterable
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.discussions.models import Post, Thread
from network.notifications.actions import mark_target_read, notify
from network.notifications.registry import register_kind
from network.people.models import User

REPLY = "discussions.reply"
ACCEPT = "discussions.accept"


def register() -> None:
    register_kind(REPLY, gettext_lazy("Replies in threads I take part in"), email=True)
    register_kind(ACCEPT, gettext_lazy("My answer was accepted"), email=True)


def announce_post(post: Post) -> None:
    """Everyone who has written in the thread hears of the answer, as long as they may read it."""
    author = post.author.get_full_name() if post.author else ""
    thread = post.thread
    notify(
        verb=REPLY,
        recipients=_still_entitled(_participants(thread), thread),
        actor=post.author,
        subject=lambda: _("%(author)s replied in “%(thread)s”") % {"author": author, "thread": thread.title},
        text=_teaser(post),
        url=post.get_absolute_url,
        target_key=_target(thread),
    )


def announce_acceptance(post: Post, accepted_by: User) -> None:
    thread = post.thread
    if post.author is None:
        return
    notify(
        verb=ACCEPT,
        recipients=_still_entitled([post.author], thread),
        actor=accepted_by,
        subject=lambda: _("Your answer in “%(thread)s” was accepted") % {"thread": thread.title},
        text=_teaser(post),
        url=post.get_absolute_url,
        target_key=_target(thread),
    )


def mark_thread_notifications_read(user: User, thread: Thread) -> None:
    mark_target_read(user=user, target_key=_target(thread))


def _target(thread: Thread) -> str:
    return f"thread:{thread.pk}"


def _participants(thread: Thread) -> Iterable[User]:
    return User.objects.filter(is_active=True, pk__in=thread.posts.present().values("author"))


def _still_entitled(people: Iterable[User], thread: Thread) -> list[User]:
    return [person for person in people if person.has_perm("discussions.view_thread", thread)]


def _teaser(post: Post) -> str:
    return Truncator(" ".join(unescape(strip_tags(post.body_html)).split())).chars(240)
