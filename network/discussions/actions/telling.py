"""Telling those who listen of a new post: the worker does it, because they may be thousands and the space is locked meanwhile."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from network.discussions.models import Post, UntoldPost
from network.discussions.notifications import announce_post, announce_thread
from network.realtime.periodic import wake_up

logger = logging.getLogger(__name__)

AFTER_A_FAILURE = timedelta(minutes=1)


def tell_later(post: Post) -> None:
    """A row of the post's own transaction: it comes and goes with it."""
    UntoldPost.objects.create(post=post)
    transaction.on_commit(wake_up.set)


def tell_waiting() -> None:
    """In the order of the posts; what comes meanwhile is told in the next round. One that fails waits for a minute, and the others are told."""
    for pk in list(UntoldPost.objects.filter(due_at__lte=timezone.now()).values_list("pk", flat=True)):
        try:
            _tell(pk)
        except Exception:
            logger.exception("nobody was told of post %s", pk)
            UntoldPost.objects.filter(pk=pk).update(due_at=timezone.now() + AFTER_A_FAILURE)


def _tell(pk: int) -> None:
    with transaction.atomic():
        if not UntoldPost.objects.filter(pk=pk).delete()[0]:
            return  # another worker has told of it: its transaction was waited for
        post = Post.objects.select_related("author", "thread__space").get(pk=pk)
        if post.is_deleted:
            return
        if post == post.thread.opening:
            announce_thread(post)
        else:
            announce_post(post)
