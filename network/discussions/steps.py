"""What was done with a thread, as lines among its posts."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, Subquery
from django.utils.translation import gettext as _

from network.discussions.models import Change, Post, Thread
from network.discussions.poll_results import poll_of, result_in_words

REARRANGING = {
    Change.Step.MOVED,
    Change.Step.MOVED_FROM,
    Change.Step.SPLIT,
    Change.Step.SPLIT_OFF,
    Change.Step.MERGED,
}


def lines_of(thread: Thread, *, after: int, last: int | None = None) -> list[dict[str, Any]]:
    """The steps behind number `after`; with the `last` post of a page only those before the next post. One query.

    What is told of a post, such as the result of its poll, goes with it.
    """
    stands = Q(post=None) | Q(post__deleted_at=None, post__hidden_reason="")
    changes = (
        Change.objects.filter(stands, thread=thread, number__gt=after)
        .exclude(step="")
        .select_related("actor", "post__poll")
    )
    if last is not None:
        following = Post.objects.filter(thread=thread, number__gt=last).order_by("number")
        changes = changes.filter(number__lt=Subquery(following.values("number")[:1]))
    return [
        {"is_step": True, "number": change.number, "text": text_of(change), "at": change.created_at}
        for change in changes.order_by("number")
    ]


def text_of(change: Change) -> str:
    kinds: dict[str, Any] = dict(Thread.Kind.choices)
    actor = change.actor.get_full_name() if change.actor else _("Former member")
    former = kinds.get(change.former, change.former) if change.step == Change.Step.RECAST else change.former
    if change.step == Change.Step.POLL_CLOSED and change.post and (poll := poll_of(change.post)):
        former = result_in_words(poll)
    return str(change.get_step_display()).replace("{former}", str(former)).replace("{actor}", actor)


def patterns() -> dict[str, Any]:
    """For the script of an open page: the same sentences, with the same blanks. Where posts come or go, the page fetches
    them anew, and with them what happened."""
    return {
        "steps": {name: str(label) for name, label in Change.Step.choices if name not in REARRANGING},
        "kinds": {name: str(label) for name, label in Thread.Kind.choices},
        "nobody": _("Former member"),
    }


def among(posts: Sequence[dict[str, Any]], steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Posts and steps in the order in which they happened."""
    return sorted([*posts, *steps], key=lambda item: item["number"])
