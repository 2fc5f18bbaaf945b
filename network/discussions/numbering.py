"""The log of a space: every change gets the space's next number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from network.discussions.models import Change, Post, Thread
from network.people.models import User
from network.spaces.models import Space


@dataclass(frozen=True)
class Step:
    """What somebody did with a thread, to be told in it."""

    name: str
    actor: User | None
    former: str = ""


class MovedError(Exception):
    """While the action waited for the space, the thread went to another one."""


def take_number_for(thread: Thread, *fields: str) -> int:
    """The next number of the space in which the thread is; that it is there stays true until commit, and so do `fields`."""
    number = take_number(thread.space)
    _read_anew(thread, fields, Thread.objects.filter(space=thread.space_id))
    return number


def take_number_for_post(post: Post, *fields: str) -> int:
    """Its thread and whether it is gone, read in the same query as `fields`, stay true until commit."""
    space = post.thread.space
    number = take_number(space)
    there = Post.objects.filter(space=space, number=post.number).select_related("thread__space")
    _read_anew(post, ("deleted_at", "hidden_reason", "thread", *fields), there)
    return number


def check_is_in(thread: Thread, space: Space) -> None:
    """Asked under the lock of the space."""
    _read_anew(thread, (), Thread.objects.filter(space=space))


def _read_anew(row: Thread | Post, fields: Iterable[str], where_it_was: QuerySet) -> None:
    try:
        row.refresh_from_db(fields=["id", *fields], from_queryset=where_it_was)
    except ObjectDoesNotExist:
        raise MovedError from None


def lock_spaces_of(thread: Thread, space: Space) -> tuple[Space, Space]:
    """The one that the thread is in, and another; see `lock_spaces`."""
    home, there = lock_spaces(thread.space_id, space.pk)
    check_is_in(thread, home)
    return home, there


def lock_spaces(*ids: int) -> list[Space]:
    """In the order of their ids, whatever order they are asked in: two who lock the same two cannot wait for each other."""
    found = {space.pk: space for space in Space.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    return [found[pk] for pk in ids]


def take_number(space: Space) -> int:
    """The next number. The row stays locked until commit, so nobody can read number n+1 before number n."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction of its change")
    (current,) = Space.objects.raw(
        "UPDATE spaces_space SET last_number = last_number + 1 WHERE id = %s RETURNING id, last_number, archived_at",
        [space.pk],
    )
    space.last_number, space.archived_at = current.last_number, current.archived_at
    return space.last_number


def log_listing(*, number: int, kind: str, space: Space, named: int, thread: Thread) -> Change:
    """What a space is told of a thread that is not, or no longer, its own: the id that it is `named` by, nothing else.

    `thread` is where its posts are now.
    """
    return Change.objects.create(
        space=space,
        number=number,
        kind=kind,
        thread=thread,
        former=str(named),
        created_at=timezone.now(),
    )


def log_change(*, number: int, kind: str, thread: Thread, post: Post | None = None, step: Step | None = None) -> Change:
    return Change.objects.create(
        space_id=thread.space_id,
        number=number,
        kind=kind,
        thread=thread,
        post=post,
        created_at=timezone.now(),
        **({"step": step.name, "actor": step.actor, "former": step.former} if step else {}),
    )
