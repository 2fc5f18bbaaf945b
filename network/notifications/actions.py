"""Telling people what happened; called inside the transaction of what happened."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Left, Replace
from django.utils import timezone, translation
from django.utils.functional import Promise

from network.notifications.audience import Circle, Listener, listeners
from network.notifications.models import Event, Notification
from network.notifications.registry import kind_of
from network.notifications.timing import due_at
from network.people.models import User
from network.realtime.actions import hint
from network.realtime.periodic import wake_up

Text = str | Promise | Callable[[], object]
MAX_SUBJECT = 250


@dataclass(frozen=True)
class Occurrence:
    """What happened, as `post:17`, and where it stands in what it belongs to."""

    key: str = ""
    position: int = 0


def notify(
    *,
    verb: str,
    recipients: Iterable[User],
    actor: User | None = None,
    subject: Text,
    text: Text = "",
    url: Text,
    target_key: str = "",
    occurrence: Occurrence = Occurrence(),
    circle: Circle | None = None,
) -> list[Notification]:
    """Tells the recipients and whoever follows the circle, but not the actor; answers the new rows.

    Each is told in their language, and by an e-mail in their rhythm where the kind has one. `subject`, `text` and
    `url` may be lazy or callable. While somebody has not read about a target, what happens there is added to that one
    notification.
    """
    people = listeners(kind_of(verb), recipients, actor, circle)
    by_language: dict[str, list[Listener]] = defaultdict(list)
    for listener in people:
        by_language[listener.user.language].append(listener)
    told: list[Notification] = []
    with transaction.atomic():
        for language, group in by_language.items():
            with translation.override(language):
                texts = {"subject": _text(subject)[:MAX_SUBJECT], "text": _text(text), "url": _text(url)}
            told += _tell(group, Telling(verb, actor, target_key, texts, occurrence))
        hint([notification.recipient_id for notification in told])
        transaction.on_commit(wake_up.set)
    return told


def mark_read(*, notification: Notification) -> None:
    _mark(notification.recipient_id, Notification.objects.filter(pk=notification.pk, read_at=None))


def mark_all_read(*, user: User) -> None:
    _mark(user.pk, Notification.objects.visible_to(user).unread())


def mark_target_read(*, user: User, target_key: str, position: int | None = None) -> None:
    """Whoever has seen the thing itself, up to this position of it, need not be told of it."""
    seen = Notification.objects.visible_to(user).unread().filter(target_key=target_key)
    if position is not None:
        seen = seen.exclude(Exists(Event.objects.filter(notification=OuterRef("pk"), position__gt=position)))
    _mark(user.pk, seen)


def unread_targets(*, user: User, prefix: str) -> list[str]:
    unread = Notification.objects.visible_to(user).unread().filter(target_key__startswith=prefix).order_by()
    return list(unread.values_list("target_key", flat=True).distinct())


def mark_targets_read(*, user: User, target_keys: Sequence[str]) -> None:
    if target_keys:
        seen = Notification.objects.visible_to(user).unread().filter(target_key__in=target_keys)
        _mark(user.pk, seen)


def forget_targets(*, target_keys: Sequence[str], readers: QuerySet[User]) -> None:
    """What says something of them goes from the lists of all but their readers, with the e-mails that were to come."""
    if target_keys:
        Notification.objects.filter(target_key__in=target_keys).exclude(recipient__in=readers.values("pk")).delete()


def _mark(user_id: int, seen: QuerySet[Notification]) -> None:
    """The person's other windows count anew."""
    if seen.update(read_at=timezone.now()):
        hint([user_id])


def withdraw(*, key: str, target_key: str, texts: Collection[str]) -> None:
    """Something that was told of can no longer be read: its words (`texts`) go, and no letter tells of it."""
    events = Event.objects.filter(key=key)
    told = list(events.values_list("notification", flat=True))
    events.delete()
    reword(target_key=target_key, texts=texts)
    about = Notification.objects.filter(target_key=target_key)
    about.filter(pk__in=told, event_count=1).update(text="")
    left = Event.objects.filter(notification=OuterRef("pk")).order_by().values("notification").annotate(n=Count("pk"))
    unread = about.unread().filter(pk__in=told)
    nothing_left = unread.exclude(Exists(Event.objects.filter(notification=OuterRef("pk"))))
    hint(list(nothing_left.values_list("recipient", flat=True)))
    nothing_left.delete()
    unread.update(event_count=Subquery(left.values("n")))


def reword(*, target_key: str, texts: Collection[str], text: str = "") -> None:
    """Where notifications about the target say one of these `texts`, they say `text` from now on."""
    Notification.objects.filter(target_key=target_key, text__in=texts).update(text=text)


def rename_target(*, target_key: str, before: str, after: str) -> None:
    """Where notifications name the target `before`, they name it `after` from now on."""
    told = Notification.objects.filter(target_key=target_key, subject__contains=before)
    told.update(subject=Left(Replace("subject", Value(before), Value(after)), MAX_SUBJECT))


@dataclass(frozen=True)
class Telling:
    """What people of one language are told."""

    verb: str
    actor: User | None
    target_key: str
    texts: dict[str, str]
    occurrence: Occurrence


def _tell(group: list[Listener], what: Telling) -> list[Notification]:
    """The new notifications; a few queries, however many listeners."""
    try:
        with transaction.atomic():
            return _gather_and_create(group, what)
    except IntegrityError:
        # Somebody else told one of them of the same target at this moment: now there is something to add to.
        return _gather_and_create(group, what)


def _gather_and_create(group: list[Listener], what: Telling) -> list[Notification]:
    now = timezone.now()
    rows: dict[int, int] = {}
    if what.target_key:
        readers = [listener.user for listener in group]
        unread = Notification.objects.unread().filter(recipient__in=readers, verb=what.verb, target_key=what.target_key)
        rows = dict(unread.values_list("recipient", "pk"))
        # The address stays that of the first event, where the person begins to read.
        unread.filter(pk__in=rows.values()).update(
            subject=what.texts["subject"],
            text=what.texts["text"],
            actor=what.actor,
            event_count=F("event_count") + 1,
            updated_at=now,
        )
    new = Notification.objects.bulk_create(
        Notification(
            recipient=listener.user,
            verb=what.verb,
            actor=what.actor,
            target_key=what.target_key,
            created_at=now,
            updated_at=now,
            **what.texts,
        )
        for listener in group
        if listener.user.pk not in rows
    )
    rows |= {notification.recipient_id: notification.pk for notification in new}
    _add_events(group, rows, what.occurrence, now)
    return new


def _add_events(group: list[Listener], rows: dict[int, int], occurrence: Occurrence, now: datetime) -> None:
    Event.objects.bulk_create(
        Event(
            notification_id=rows[listener.user.pk],
            key=occurrence.key,
            position=occurrence.position,
            rhythm=listener.rhythm,
            created_at=now,
            due_at=due_at(listener.rhythm, listener.preference, now),
        )
        for listener in group
    )


def _text(value: Text) -> str:
    return str(value() if callable(value) else value)
