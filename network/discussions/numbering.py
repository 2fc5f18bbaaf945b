"""The log of a space: every change gets the space's next number."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import F
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


def take_number(space: Space) -> int:
    """The next number. The row stays locked until commit, so nobody can read number n+1 before number n."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction of its change")
    Space.objects.filter(pk=space.pk).update(last_number=F("last_number") + 1)
    current = Space.objects.values("last_number", "archived_at").get(pk=space.pk)
    space.last_number, space.archived_at = current["last_number"], current["archived_at"]
    return space.last_number


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
