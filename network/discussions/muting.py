"""What does not count as unread where it is counted: threads that a person has muted, or whose space, if not the thread was chosen.

In the thread itself and in its line of a list it stays new; only nobody is called to it.
"""

from typing import Any, TypeVar

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from network.notifications.models import Level, ScopeChoice
from network.people.models import User

Rows = TypeVar("Rows", bound=QuerySet[Any])


def without_muted(rows: Rows, user: User, *, thread: str = "thread_id", space: str = "space_id") -> Rows:
    """Of posts, or of threads with `thread="pk"`."""
    choices = ScopeChoice.objects.filter(user=user).exclude(level="")
    of_thread = choices.filter(scope=_scope("thread:", thread))
    of_space = choices.filter(scope=_scope("space:", space), level=Level.MUTED)
    is_muted = Exists(of_thread.filter(level=Level.MUTED)) | (Q(Exists(of_space)) & ~Q(Exists(of_thread)))
    return rows.exclude(is_muted)


def _scope(prefix: str, name: str) -> Concat:
    return Concat(Value(prefix), Cast(OuterRef(name), CharField()))
