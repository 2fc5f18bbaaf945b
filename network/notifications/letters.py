"""Puts what is to be told by e-mail into letters: one for each conversation, or one for everything.

A letter is written in the transaction that takes its events, so a crash in between means doing it again, and nothing is
put into two letters.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from network.notifications.models import Event, Letter, Rhythm
from network.notifications.tasks import deliver_letter
from network.people.models import User

KIND = "notifications"
RECIPIENTS_AT_A_TIME = 50
MOST_SINGLE = 3
"""Of more conversations than that at one moment, as after quiet hours, one letter tells."""
KEPT = timedelta(days=30)


def write_periodically() -> None:
    """The worker's turn. Safe in several processes: whoever locks the person first writes to them."""
    now = timezone.now()
    due = Event.objects.filter(due_at__lte=now).order_by().values_list("notification__recipient", flat=True)
    for recipient in list(due.distinct()[:RECIPIENTS_AT_A_TIME]):
        write_to(recipient, now)


def write_to(recipient_id: int, now: datetime) -> None:
    with transaction.atomic():
        recipient = User.objects.select_for_update().get(pk=recipient_id)
        waiting = Event.objects.filter(notification__recipient=recipient, due_at__isnull=False)
        events = list(waiting.select_related("notification").order_by("pk"))
        due = [event for event in events if event.due_at and event.due_at <= now]
        at_once = _by_target(event for event in due if event.rhythm == Rhythm.AT_ONCE)
        gathered = [event for event in due if event.rhythm != Rhythm.AT_ONCE]
        _wait_for_pause(recipient, at_once, now)
        if len(at_once) > MOST_SINGLE:
            gathered += [event for group in at_once.values() for event in group]
            at_once = {}
        for target, group in at_once.items():
            _write(recipient, target, _with_those_to_come(target, group, events))
        if gathered:
            _write(recipient, "", gathered)


def _by_target(events: Iterable[Event]) -> dict[str, list[Event]]:
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(_target(event), []).append(event)
    return groups


def _target(event: Event) -> str:
    return event.notification.target_key or f"notification:{event.notification_id}"


def _pause() -> timedelta:
    """Between two letters about the same conversation; what comes meanwhile is told together."""
    return timedelta(seconds=settings.EMAIL_PAUSE_SECONDS)


def _wait_for_pause(recipient: User, at_once: dict[str, list[Event]], now: datetime) -> None:
    """Takes out, and puts off, what belongs to a conversation of which the person has just had a letter."""
    lately = Letter.objects.filter(
        recipient=recipient, kind=KIND, target_key__in=at_once, created_at__gt=now - _pause()
    ).values_list("target_key", "created_at")
    for target, written_at in lately:
        ids = [event.pk for event in at_once.pop(target, [])]
        Event.objects.filter(pk__in=ids).update(due_at=written_at + _pause())


def _with_those_to_come(target: str, group: list[Event], events: list[Event]) -> list[Event]:
    taken = {event.pk for event in group}
    belonging = (event for event in events if event.rhythm == Rhythm.AT_ONCE and _target(event) == target)
    return group + [event for event in belonging if event.pk not in taken]


def _write(recipient: User, target: str, events: list[Event]) -> None:
    letter = Letter.objects.create(recipient=recipient, kind=KIND, target_key=target)
    Event.objects.filter(pk__in=[event.pk for event in events]).update(letter=letter, due_at=None)
    deliver_letter.enqueue(letter.pk)  # a row of this transaction: it comes and goes with what it tells of


def forget_old() -> None:
    before = timezone.now() - KEPT
    Event.objects.filter(created_at__lt=before, due_at=None).delete()
    Letter.objects.filter(created_at__lt=before).delete()
