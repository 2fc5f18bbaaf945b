"""What a person has read: per thread the number of the last post seen, and a mark for a whole space."""

from django.db import models, transaction
from django.utils import timezone

from network.discussions.models import SpaceRead, Thread, ThreadRead
from network.discussions.notifications import mark_notifications_read, mark_thread_notifications_read
from network.people.models import User
from network.realtime.actions import hint
from network.spaces.models import Space


def mark_thread_read(*, user: User, thread: Thread, number: int, known: int | None = None) -> None:
    """Never goes back, whichever of the person's windows speaks last. `known` is what is stored, if that was asked."""
    if known is not None and known >= number:
        return
    stored, new = ThreadRead.objects.filter(user=user, thread=thread), ThreadRead(user=user, thread=thread)
    if known == 0:
        _insert(new, number)
    else:
        _advance(stored, new, number)
    mark_thread_notifications_read(user, thread, number)
    hint([user.pk])


def mark_space_read(*, user: User, space: Space) -> None:
    with transaction.atomic():
        number = Space.objects.values_list("last_number", flat=True).get(pk=space.pk)
        _advance(SpaceRead.objects.filter(user=user, space=space), SpaceRead(user=user, space=space), number)
        mark_notifications_read(user, Space.objects.filter(pk=space.pk))
        hint([user.pk])


def mark_everything_read(*, user: User) -> None:
    """In all spaces one may read, up to what stands there now; a few queries, however many spaces."""
    with transaction.atomic():
        now = timezone.now()
        numbers = dict(Space.objects.visible_to(user).values_list("pk", "last_number"))
        rows = [SpaceRead(user=user, space_id=pk, number=number, read_at=now) for pk, number in numbers.items()]
        SpaceRead.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["user", "space"], update_fields=["number", "read_at"]
        )
        mark_notifications_read(user, Space.objects.visible_to(user))
        hint([user.pk])


def _advance(stored: models.QuerySet, new: ThreadRead | SpaceRead, number: int) -> None:
    if not stored.filter(number__lt=number).update(number=number, read_at=timezone.now()):
        _insert(new, number)


def _insert(new: models.Model, number: int) -> None:
    """Where another window was quicker, its number stays."""
    new.number, new.read_at = number, timezone.now()  # type: ignore[attr-defined]
    type(new)._default_manager.bulk_create([new], ignore_conflicts=True)
