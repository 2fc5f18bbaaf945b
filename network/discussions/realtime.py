"""The topic `space:<id>`: the changes of a space, the same for everyone who may read it."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from network.discussions.bylines import Byline, alias_id, byline, byline_of_thread, labels_of, name_of_last
from network.discussions.models import Change, Post, Thread
from network.discussions.page_cards import lone_paths
from network.discussions.poll_results import poll_of, results_by_language, serialize_poll
from network.municipalities.places import place_of, with_places
from network.people.models import User
from network.realtime.actions import hint_readers, push
from network.realtime.log import is_id, read_on
from network.realtime.messages import ChangeMessage
from network.realtime.registry import CatchUp
from network.spaces.models import Space
from network.spaces.readers import who_may_read
from network.spaces.realtime import topic_of

UNTOLD = (Change.Kind.THREAD_LEFT, Change.Kind.LIST_CHANGED)
"""About threads of other spaces: who reads this one may not be allowed to read them."""
UNCOUNTED = (
    Change.Kind.THREAD_CHANGED,
    Change.Kind.POST_EDITED,
    Change.Kind.POST_REACTED,
    Change.Kind.POST_POLLED,
)
"""They leave as it is how much anybody has not read: pages that show counts need not ask again."""


def push_change(change: Change) -> None:
    topic = topic_of(change.space_id)
    push(topic, serialize_change(change))
    if change.kind not in UNCOUNTED:
        hint_readers(topic)


def serialize_change(change: Change) -> ChangeMessage:
    """What has changed as it is now: a later edit is already in it, so applying changes twice does no harm."""
    if change.kind in UNTOLD:
        return ChangeMessage(
            number=change.number,
            kind=change.kind,
            at=change.created_at.isoformat(),
            thread={"id": int(change.former)},
            post=None,
        )
    # A step that was moved along has its post only to go with it.
    post = change.post if change.kind != Change.Kind.THREAD_CHANGED else None
    message = ChangeMessage(
        number=change.number,
        kind=change.kind,
        at=change.created_at.isoformat(),
        thread=serialize_thread(change.thread),
        post=serialize_post(post) if post else None,
    )
    if change.step and not (change.post and change.post.is_deleted):
        message["step"] = _step(change)
    return message


def _step(change: Change) -> dict[str, Any]:
    step = {"name": change.step, "actor": _person(change.actor), "former": change.former}
    poll = poll_of(change.post) if change.post and change.step == Change.Step.POLL_CLOSED else None
    return step | {"formers": results_by_language(poll)} if poll else step


def serialize_thread(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.pk,
        "kind": thread.kind,
        "title": thread.title,
        "language": thread.language,
        "author": _author(byline_of_thread(thread)),
        "last_author": name_of_last(thread),
        "last_author_names": labels_of(thread.last_alias),
        "created_at": thread.created_at.isoformat(),
        "last_post_at": thread.last_post_at.isoformat(),
        "post_count": thread.post_count,
        "is_pinned": thread.is_pinned,
        "is_closed": thread.is_closed,
        "outcome_html": thread.shown_outcome,
        "accepted_number": thread.accepted_post.number if thread.accepted_post else None,
    }


def serialize_post(post: Post) -> dict[str, Any]:
    return {
        "number": post.number,
        "author": _author(byline(post)),
        "body_html": post.body_html,
        "created_at": post.created_at.isoformat(),
        "edited_at": post.edited_at.isoformat() if post.edited_at else None,
        "is_deleted": post.is_deleted,
        "is_removed": post.is_removed,
        "hidden_reason": post.hidden_reason,
        "reactions": reactions_told(post),
        "files": post.attachments,
        "poll": serialize_poll(post.poll) if post.has_poll else None,
        "links": lone_paths(post.body_html),
    }


def _author(line: Byline) -> dict[str, Any] | None:
    """None for somebody who has left; what differs by language comes in each."""
    if not line.name:
        return None
    told: dict[str, Any] = {"id": line.id, "name": line.name, "municipality": line.place}
    return told | {"names": line.names} if line.names else told


def reactions_told(post: Post) -> dict[str, list[int]]:
    """In a failure room by numbers that mean nothing outside of the thread."""
    if not post.thread.space.is_failure_room:
        return post.reactions
    return {kind: [alias_id(post.thread_id, pk) for pk in people] for kind, people in post.reactions.items()}


def _person(user: User | None) -> dict[str, Any] | None:
    return {"id": user.pk, "name": user.get_full_name(), "municipality": place_of(user)} if user else None


def authorize(key: str, users: Sequence[User]) -> set[int]:
    space = Space.objects.filter(pk=key).first() if is_id(key) else None
    return who_may_read(space, users) if space is not None else set()


def catch_up(key: str, after: int | None) -> CatchUp:
    last = Space.objects.filter(pk=key).values_list("last_number", flat=True).first() or 0
    return read_on(
        last=last,
        after=after,
        changes=partial(_changes, key),
        serialize=serialize_change,
        size=lambda change: len(change.post.body_html) if change.post else 0,
    )


def _changes(key: str, after: int) -> Any:
    return (
        Change.objects.filter(space_id=key, number__gt=after)
        .order_by("number")
        .select_related(
            "thread__space",
            "thread__author",
            "thread__last_author",
            "thread__accepted_post",
            "post__author",
            "post__poll",
            "actor",
        )
        .prefetch_related(with_places("thread__author"), with_places("post__author"), with_places("actor"))
    )


def names_nobody(key: str) -> bool:
    return Space.objects.filter(pk=key, is_failure_room=True).exists()


def last_numbers(keys: Iterable[str]) -> dict[str, int]:
    ids = [key for key in keys if is_id(key)]
    return {str(pk): number for pk, number in Space.objects.filter(pk__in=ids).values_list("pk", "last_number")}
