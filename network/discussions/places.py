"""Where a thread or post is by now, from where it once was."""

from network.discussions.models import FormerNumber, Post, Thread
from network.discussions.querysets import PostQuerySet, ThreadQuerySet


def find_thread(threads: ThreadQuerySet, pk: int) -> Thread | None:
    """The thread with this id, or the one that it has become part of; `threads` says whose eyes it is found with."""
    return threads.filter(pk=pk).first() or threads.filter(former_threads__former=pk).first()


def find_post(posts: PostQuerySet, slug: str, number: int) -> Post | None:
    """The post with this number in the space, or the one that had it."""
    former = {"former_numbers__space__slug": slug, "former_numbers__number": number}
    return posts.filter(space__slug=slug, number=number).first() or posts.filter(**former).first()


def number_here(thread: Thread, space_id: int, number: int) -> int:
    """Up to where somebody has read who read up to this number of another space; 0 if nothing of the thread was there."""
    if thread.space_id == space_id:
        return number
    former = FormerNumber.objects.filter(space=space_id, post__thread=thread, number__lte=number)
    return former.order_by("-number").values_list("post__number", flat=True).first() or 0
