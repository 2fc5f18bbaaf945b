"""A thread goes to another space, with all that was said in it and with what each reader has read of it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.discussions.actions.placing import (
    KEPT,
    read_up_to,
    render_quotes,
    renumber,
    translated,
    where_it_is,
    write_marks,
)
from network.discussions.actions.steps import READ_ONLY, check_manages, check_no_failure_room, tell_packages_above
from network.discussions.models import Change, Post, Thread, ThreadReference
from network.discussions.notifications import follow_numbers, forget_what_others_read
from network.discussions.numbering import Step, lock_spaces_of, log_change, log_listing, take_number
from network.discussions.realtime import push_change
from network.moderation.actions import follow_subjects
from network.people.models import User
from network.realtime.actions import hint
from network.spaces.models import Space
from network.spaces.readers import people_gained
from network.spaces.realtime import topic_of


@where_it_is
def move_thread(*, thread: Thread, space: Space, moved_by: User) -> Thread:
    """The mover manages both spaces. Posts get new numbers there; who may not read there reads the thread no longer."""
    check_manages(moved_by, thread)
    with transaction.atomic():
        here, there = lock_spaces_of(thread, space)
        if here == there:
            return thread
        check_can_go(moved_by, there)
        check_no_failure_room(here, there)
        shut_out = list(people_gained(there, here).values_list("pk", flat=True))
        departure = log_listing(
            kind=Change.Kind.THREAD_LEFT, number=take_number(here), space=here, named=thread.pk, thread=thread
        )
        _carry(thread, here, there)
        step = Step(Change.Step.MOVED_FROM, moved_by, here.title) if not _is_secret(here) else None
        step = step or Step(Change.Step.MOVED, moved_by)
        number = take_number(there)
        arrival = log_change(number=number, kind=Change.Kind.THREAD_ARRIVED, thread=thread, step=step)
        forget_what_others_read(thread)
        tell_packages_above(thread)
        push_change(departure)
        push_change(arrival)
        hint(shut_out)
    return thread


def check_can_go(moved_by: User, there: Space) -> None:
    if not moved_by.has_perm("spaces.manage_space", there):
        raise PermissionDenied(_("You can move threads only into spaces that you manage."))
    if there.is_archived:
        raise ValidationError(READ_ONLY, code="archived")


def _carry(thread: Thread, here: Space, there: Space) -> None:
    """The log of the old space keeps nothing that was said; whoever was away reads there only that the thread left."""
    marks = read_up_to(thread)
    posts = list(thread.posts.order_by("number"))
    steps = list(thread.changes.filter(space=here).exclude(step=""))
    thread.changes.filter(space=here, step="").exclude(kind__in=KEPT).delete()
    items: list[Post | Change] = sorted([*posts, *steps], key=lambda item: item.number)
    new = renumber(items, there)
    Change.objects.filter(pk__in=[step.pk for step in steps]).update(kind=Change.Kind.THREAD_CHANGED)
    thread.space, thread.is_pinned = there, False
    thread.save(update_fields=["space", "is_pinned"])
    render_quotes(posts)
    write_marks(thread, translated(marks, new))
    ThreadReference.objects.filter(thread=thread, space=there).delete()  # it stands there itself now
    follow_numbers(thread, posts)
    follow_subjects(keys=[f"post:{post.pk}" for post in posts], scope=topic_of(there.pk))


def _is_secret(space: Space) -> bool:
    """Its title stands nowhere outside of it."""
    return space.visibility == Space.Visibility.PRIVATE
