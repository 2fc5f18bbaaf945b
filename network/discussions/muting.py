"""What does not count as unread where it is counted: threads that a person has muted, or whose space, if not the thread was chosen.

In the thread itself and in its line of a list it stays new; only nobody is called to it.
"""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from network.notifications.models import Level
from network.notifications.wishes import chosen_level
from network.people.models import User

Rows = TypeVar("Rows", bound=QuerySet[Any])


def without_muted(rows: Rows, user: User, *, thread: str = "thread_id", space: str = "space_id") -> Rows:
    """Of posts, or of threads with `thread="pk"`."""
    levels = {"of_thread": chosen_level(user, "thread", thread), "of_space": chosen_level(user, "space", space)}
    return rows.alias(**levels).exclude(Q(of_thread=Level.MUTED) | Q(of_thread="", of_space=Level.MUTED))
