"""A load happens in minutes what takes people months; nobody is to get letters about it, and no queue is to fill up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile

from network.demo.loaders.times import moment
from network.discussions.actions.telling import tell_waiting
from network.notifications.models import Event, Notification
from network.people.models import User
from network.people.roles import EDITORS_GROUP

# What has happened since then, the demo members have not read yet.
STILL_NEW = moment("2026-11-16 00:00")


@contextmanager
def happening(at: datetime) -> Iterator[None]:
    """What people are told of within, they were told then: without a letter, and real people not at all."""
    tell_waiting()  # what others have written meanwhile is told as it always is
    begun = timezone.now()
    yield
    tell_waiting()
    told = Notification.objects.filter(updated_at__gte=begun)
    told.filter(recipient__is_demo=False, created_at__gte=begun).delete()
    told.filter(created_at__gte=begun).update(created_at=at)
    told.update(updated_at=at, read_at=at if at < STILL_NEW else None)
    Event.objects.filter(created_at__gte=begun).update(created_at=at, due_at=None)


@contextmanager
def editors_without_mail() -> Iterator[None]:
    """Wagtail itself writes to editors of everything that is submitted; their wishes are back before the commit."""
    editors = User.objects.filter(Q(groups__name=EDITORS_GROUP) | Q(is_superuser=True)).distinct()
    profiles = [UserProfile.get_for_user(editor) for editor in editors]
    muted = UserProfile.objects.filter(pk__in=[profile.pk for profile in profiles if profile.submitted_notifications])
    keys = list(muted.values_list("pk", flat=True))
    muted.update(submitted_notifications=False)
    yield
    UserProfile.objects.filter(pk__in=keys).update(submitted_notifications=True)


def drop_repeated_tasks(since: datetime) -> None:
    """Each page is saved several times, and each time Wagtail queues the upkeep of its indexes: the last one stays."""
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__gte=since).order_by("-enqueued_at")
    seen: set[str] = set()
    superfluous = []
    for pk, path, arguments in waiting.values_list("pk", "task_path", "args_kwargs"):
        same = f"{path} {arguments}"
        if same in seen:
            superfluous.append(pk)
        seen.add(same)
    for start in range(0, len(superfluous), 500):
        DBTaskResult.objects.ready().filter(pk__in=superfluous[start : start + 500]).delete()
