"""A thread is shown in further spaces, with one discussion: a reference carries neither title nor text.

It stands there for those who may read the thread's own space; the log of the other space says only that its list has
changed.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.discussions.actions.placing import where_it_is
from network.discussions.models import Change, Thread, ThreadReference
from network.discussions.numbering import lock_spaces_of, log_listing, take_number
from network.discussions.realtime import push_change
from network.discussions.rules import can_end_reference, can_refer
from network.moderation.suspensions import check_may_write
from network.people.models import User
from network.spaces.models import Space


@where_it_is
def refer_to_thread(*, thread: Thread, space: Space, referred_by: User) -> ThreadReference:
    """Doing it again changes nothing."""
    with transaction.atomic():
        home, there = lock_spaces_of(thread, space)
        if home == there:
            raise ValidationError(_("The thread stands in this space already."), code="space")
        thread.space = home
        if not can_refer.test(referred_by, (thread, there)):
            raise PermissionDenied(_("You cannot show this thread in that space."))
        check_may_write(referred_by)
        reference, is_new = ThreadReference.objects.get_or_create(
            thread=thread, space=there, defaults={"created_by": referred_by, "created_at": timezone.now()}
        )
        if is_new:
            tell_list(there, thread)
    return reference


def end_reference(*, thread: Thread, space: Space, ended_by: User) -> None:
    if not can_end_reference.test(ended_by, (thread, space)):
        raise PermissionDenied(_("Only the author of the thread and those who manage one of the spaces can do this."))
    with transaction.atomic():
        deleted, _rows = ThreadReference.objects.filter(thread=thread, space=space).delete()
        if deleted:
            tell_list(space, thread)


def tell_list(space: Space, thread: Thread) -> None:
    """For those who have the list of the space open: what they see of it, each looks up."""
    push_change(
        log_listing(
            number=take_number(space), kind=Change.Kind.LIST_CHANGED, space=space, named=thread.pk, thread=thread
        )
    )
