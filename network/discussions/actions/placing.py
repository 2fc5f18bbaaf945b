"""Steps of moving, splitting and merging, inside their transaction: other numbers, and who has read what."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.discussions.models import Change, FormerNumber, HiddenText, Poll, Post, SpaceRead, Thread, ThreadRead
from network.discussions.numbering import MovedError
from network.discussions.places import find_thread
from network.discussions.quotes import with_other_numbers
from network.discussions.texts import render_body
from network.spaces.models import Space

GONE = _("This thread is no longer there. Your text has not been sent.")
TRIES = 3
MOVABLE = ("thread", "post", "poll")
KEPT = (Change.Kind.THREAD_LEFT, Change.Kind.LIST_CHANGED)
"""What a space says of a thread that has left it, or is shown in it, stays when the thread comes back or goes on."""


P = ParamSpec("P")
R = TypeVar("R")


def where_it_is(action: Callable[P, R]) -> Callable[P, R]:
    """Does it where the thread or post is by now, if it was moved while the action waited for its turn.

    The action has then done nothing: its transaction ended with `MovedError`, and with it its lock on the old space.
    """

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        given: dict[str, Any] = dict(kwargs)
        for _number in range(TRIES):
            try:
                return cast("Callable[..., R]", action)(*args, **given)
            except MovedError:
                given = given | {name: _found_again(given[name]) for name in MOVABLE if given.get(name)}
        raise ValidationError(GONE, code="gone")

    return run


def _found_again(moved: Thread | Post | Poll) -> Thread | Post | Poll:
    if isinstance(moved, Poll):
        moved.post.refresh_from_db()
        return moved
    if isinstance(moved, Post):
        moved.refresh_from_db()
        return moved
    found = find_thread(Thread.objects.select_related("space"), moved.pk)
    if found is None:
        raise ValidationError(GONE, code="gone")
    return found


def renumber(items: Sequence[Post | Change], space: Space) -> dict[int, int]:
    """Gives posts and steps the next numbers of the space, in this order; answers the new by the old ones of posts.

    The space is locked already. Where the posts were before is kept, and so is what they quote of each other.
    """
    first = space.last_number + 1
    Space.objects.filter(pk=space.pk).update(last_number=F("last_number") + len(items))
    space.last_number += len(items)
    posts = [item for item in items if isinstance(item, Post)]
    steps = [item for item in items if isinstance(item, Change)]
    FormerNumber.objects.bulk_create(
        FormerNumber(space_id=post.space_id, number=post.number, post=post) for post in posts
    )
    numbers = {(type(item), item.pk): first + index for index, item in enumerate(items)}
    new = {post.number: numbers[Post, post.pk] for post in posts}
    for post in posts:
        _quote_anew(post, new, space)
    _quote_hidden_anew(posts, new)
    for item in items:
        item.space, item.number = space, numbers[type(item), item.pk]
    Post.objects.bulk_update(posts, ["space", "number", "body", "body_html"], batch_size=200)
    Change.objects.bulk_update(steps, ["space", "number"], batch_size=200)
    return new


def _quote_anew(post: Post, new: dict[int, int], space: Space) -> None:
    """A quotation names its source by number; those that went along have another one now."""
    body = with_other_numbers(post.body, new)
    if body != post.body:
        post.body, post.body_html = body, ""


def _quote_hidden_anew(posts: Sequence[Post], new: dict[int, int]) -> None:
    """What the moderation has set aside comes back with the same numbers; posts that stay keep the ones they quote."""
    moving = {str(post.pk) for post in posts}
    for aside in HiddenText.objects.filter(post__in=posts):
        aside.body = with_other_numbers(aside.body, new)
        aside.quotes = {
            key: [with_other_numbers(text, new) for text in taken] if key in moving else taken
            for key, taken in aside.quotes.items()
        }
        aside.save(update_fields=["body", "quotes"])


def render_quotes(posts: Iterable[Post]) -> None:
    """After all have their new numbers: what quotes is written anew."""
    changed = [post for post in posts if post.body and not post.body_html]
    for post in changed:
        post.body_html = render_body(post.body, post.space)
    Post.objects.bulk_update(changed, ["body_html"], batch_size=200)


def read_up_to(thread: Thread) -> dict[int, int]:
    """By person, up to which number the thread is read: on its own account or with its whole space."""
    marks = dict(ThreadRead.objects.filter(thread=thread).values_list("user", "number"))
    for user, number in SpaceRead.objects.filter(space=thread.space_id).values_list("user", "number"):
        marks[user] = max(marks.get(user, 0), number)
    return marks


def translated(marks: dict[int, int], new: dict[int, int]) -> dict[int, int]:
    """The same marks in the new numbers; who had read nothing has no mark."""
    old = sorted(new)
    reached = {user: bisect_right(old, number) for user, number in marks.items()}
    return {user: new[old[count - 1]] for user, count in reached.items() if count}


def write_marks(thread: Thread, marks: dict[int, int]) -> None:
    """In place of those there are: their numbers are of another order."""
    now = timezone.now()
    ThreadRead.objects.filter(thread=thread).delete()
    ThreadRead.objects.bulk_create(
        (ThreadRead(user_id=user, thread=thread, number=number, read_at=now) for user, number in marks.items()),
        batch_size=500,
    )
