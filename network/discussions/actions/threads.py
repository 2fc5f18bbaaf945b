"""What becomes of a thread as a whole."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.discussions.actions.steps import change_thread, check_manages
from network.discussions.models import Post, Thread
from network.discussions.notifications import announce_acceptance
from network.discussions.numbering import take_number
from network.people.models import User


def accept_answer(*, thread: Thread, post: Post | None, accepted_by: User) -> Thread:
    """Marks the answer that helped; without a post the question is open again."""
    if post is not None and (post.thread_id != thread.pk or post.is_deleted):
        raise ValidationError(_("This post is not in this thread."), code="post")
    if not accepted_by.has_perm("discussions.accept_answer", thread):
        raise PermissionDenied(_("Only the person who asked and facilitators can accept an answer."))
    with transaction.atomic():
        number = take_number(thread.space)
        thread.accepted_post = post
        change_thread(thread, number, "accepted_post")
        if post is not None:
            announce_acceptance(post, accepted_by)
    return thread


def set_thread_closed(*, thread: Thread, closed: bool, closed_by: User) -> Thread:
    check_manages(closed_by, thread)
    with transaction.atomic():
        number = take_number(thread.space)
        thread.closed_at = timezone.now() if closed else None
        change_thread(thread, number, "closed_at")
    return thread


def set_thread_pinned(*, thread: Thread, pinned: bool, pinned_by: User) -> Thread:
    check_manages(pinned_by, thread)
    with transaction.atomic():
        number = take_number(thread.space)
        thread.is_pinned = pinned
        change_thread(thread, number, "is_pinned")
    return thread
