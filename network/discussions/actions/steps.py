"""Steps that several actions take, inside the transaction of the change."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from network.discussions.models import Change, Post, Thread
from network.discussions.numbering import Step, log_change
from network.discussions.realtime import push_change
from network.discussions.signals import post_changed
from network.moderation.suspensions import check_may_write
from network.people.models import User
from network.spaces.models import Space

NO_MEMBER = _("You are no longer a member of this space. Your text has not been sent.")
CLOSED = _("This thread has been closed meanwhile. Your text has not been sent.")
READ_ONLY = _("This space is archived: it can be read, but nothing is written in it.")
ARCHIVED = _("This space has been archived meanwhile. Your text has not been sent.")


def announce(post: Post, kind: str, number: int, step: Step | None = None) -> None:
    change = log_change(number=number, kind=kind, thread=post.thread, post=post, step=step)
    post_changed.send(sender=Post, post=post, kind=kind)
    push_change(change)


def check_space(user: User, space: Space) -> None:
    """For everything that somebody writes."""
    if not user.has_perm("spaces.view_space", space):
        raise PermissionDenied(NO_MEMBER)
    check_may_write(user)
    if space.is_archived:
        raise ValidationError(ARCHIVED, code="archived")


def check_open(thread: Thread) -> None:
    """It has been read under the lock of its space."""
    if thread.is_closed:
        raise ValidationError(CLOSED, code="closed")


def check_manages(user: User, thread: Thread) -> None:
    """For what is possible in an archived space, too."""
    if not user.has_perm("discussions.manage_thread", thread):
        raise PermissionDenied(_("Only facilitators can do this."))
    check_may_write(user)


def check_tidies(user: User, thread: Thread) -> None:
    """What stays in an archived space stays as it is; it can be moved out of it, and deleted."""
    check_manages(user, thread)
    check_in_use(thread.space)


def check_in_use(space: Space) -> None:
    if space.is_archived:
        raise PermissionDenied(READ_ONLY)


def check_no_failure_room(*spaces: Space) -> None:
    """Authors appear there by letters that hold in one thread only; elsewhere they would be named or mistaken."""
    if any(space.is_failure_room for space in spaces):
        raise ValidationError(
            _("Threads of a space without names stay as and where they are, so that nobody is recognised."),
            code="failure_room",
        )


def change_thread(thread: Thread, number: int, *fields: str, step: Step | None = None) -> None:
    thread.save(update_fields=fields)
    change = log_change(number=number, kind=Change.Kind.THREAD_CHANGED, thread=thread, step=step)
    if step is not None:
        tell_packages_above(thread)
    push_change(change)


def tell_packages_above(thread: Thread) -> None:
    """Of a change of the thread itself: it comes with its first post, see `network.discussions.signals`."""
    opening = thread.opening
    if opening is not None:
        post_changed.send(sender=Post, post=opening, kind=Change.Kind.THREAD_CHANGED)


def title_to_tell(thread: Thread) -> str:
    """For a line that will stand when the title is changed or gone: what is wrong with a hidden post may stand in it, too."""
    opening = thread.opening
    return "…" if opening is not None and opening.is_hidden else thread.title
