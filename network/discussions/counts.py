"""How many posts a person has not read, for the counts that stand on pages: the same numbers wherever they are asked."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet

from network.discussions.models import Post, Thread
from network.discussions.muting import without_muted
from network.notifications.models import Notification
from network.people.models import User


def unread_in_spaces(user: User, ids: Sequence[int]) -> dict[int, int]:
    """Of those in which something is unread."""
    unread = _counted(user).filter(space__in=ids)
    return dict(unread.values("space").annotate(number=Count("pk")).values_list("space", "number"))


def unread_in_threads(user: User, ids: Sequence[int]) -> dict[int, int]:
    threads = Thread.objects.visible_to(user).filter(pk__in=ids).with_unread_for(user).filter(unread_count__gt=0)
    return dict(threads.order_by().values_list("pk", "unread_count"))


def unread_threads(user: User) -> int:
    return _counted(user).values("thread").distinct().count()


def _counted(user: User) -> QuerySet[Post]:
    return without_muted(Post.objects.visible_to(user).unread_by(user).order_by(), user)


def counts(user: User, *, spaces: Sequence[int], threads: Sequence[int], with_total: bool) -> dict[str, Any]:
    """What an open page asks after a hint: the notifications, and what it shows of spaces and threads."""
    found: dict[str, Any] = {"notifications": Notification.objects.visible_to(user).unread().count()}
    if spaces:
        found["spaces"] = unread_in_spaces(user, spaces)
    if threads:
        found["threads"] = unread_in_threads(user, threads)
    if with_total:
        found["unread_threads"] = unread_threads(user)
    return found
