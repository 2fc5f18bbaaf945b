"""Conversations that are moved, split and merged, and what is asked of them."""

from network.discussions.models import Post, Thread
from network.discussions.realtime import catch_up
from network.spaces.models import Space
from tests.factories.discussions import make_post, make_thread


def again(thread: Thread) -> Thread:
    return Thread.objects.select_related("space").get(pk=thread.pk)


def unread(user) -> set[str]:
    return set(Post.objects.visible_to(user).unread_by(user).values_list("body", flat=True))


def conversation(space: Space | None = None, *bodies: str) -> Thread:
    thread = make_thread(space=space, body=bodies[0] if bodies else "Eins")
    for body in bodies[1:] if bodies else ("Zwei", "Drei"):
        make_post(thread=thread, body=body)
    return thread


def state_after(space: Space, after: int) -> dict[int, list[str]]:
    """What a client knows of each thread that has caught up from a number on: its posts, as far as they were told."""
    state: dict[int, list[str]] = {}
    for change in catch_up(str(space.pk), after).changes:
        thread = state.setdefault(change["thread"]["id"], [])
        if change["kind"] == "thread_left":
            del state[change["thread"]["id"]]
        elif change["post"]:
            thread.append(change["post"]["body_html"].strip())
    return state
