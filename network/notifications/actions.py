"""Telling people what happened; called inside the transaction of what happened."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.functional import Promise

from network.notifications.models import Notification
from network.notifications.registry import kind_of
from network.notifications.tasks import deliver_by_email
from network.people.models import User
from network.realtime.periodic import wake_up

Text = str | Promise | Callable[[], object]
MAX_SUBJECT = 250


def notify(
    *,
    verb: str,
    recipients: Iterable[User],
    actor: User | None = None,
    subject: Text,
    text: Text = "",
    url: Text,
    target_key: str = "",
) -> list[Notification]:
    """One new row for each recipient but the actor, in the recipient's language, and an e-mail where the kind has one.

    `subject`, `text` and `url` may be lazy or callable. While somebody has not read about a target, what happens
    there is added to that one notification, and no further e-mail is sent.
    """
    kind = kind_of(verb)
    people = {person.pk: person for person in recipients if person.is_active and person != actor}
    by_language: dict[str, list[User]] = defaultdict(list)
    for person in people.values():
        by_language[person.language].append(person)
    told: list[Notification] = []
    with transaction.atomic():
        for language, readers in by_language.items():
            with translation.override(language):
                texts = {"subject": _text(subject)[:MAX_SUBJECT], "text": _text(text), "url": _text(url)}
            told += _tell(readers, verb, actor, target_key, texts)
        if told and kind.email:
            new = [notification.pk for notification in told]
            deliver_by_email.enqueue(new)  # a row of this transaction: it comes and goes with what it tells of
        transaction.on_commit(wake_up.set)
    return told


def mark_read(*, notification: Notification) -> None:
    Notification.objects.filter(pk=notification.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(*, user: User) -> None:
    Notification.objects.visible_to(user).unread().update(read_at=timezone.now())


def mark_target_read(*, user: User, target_key: str) -> None:
    """Whoever has seen the thing itself need not be told of it."""
    Notification.objects.visible_to(user).unread().filter(target_key=target_key).update(read_at=timezone.now())


def _tell(
    readers: list[User], verb: str, actor: User | None, target_key: str, texts: dict[str, str]
) -> list[Notification]:
    """The new notifications; a few queries, however many readers."""
    try:
        with transaction.atomic():
            return _gather_and_create(readers, verb, actor, target_key, texts)
    except IntegrityError:
        # Somebody else told one of them of the same target at this moment: now there is something to add to.
        return _gather_and_create(readers, verb, actor, target_key, texts)


def _gather_and_create(
    readers: list[User], verb: str, actor: User | None, target_key: str, texts: dict[str, str]
) -> list[Notification]:
    now = timezone.now()
    gathered: set[int] = set()
    if target_key:
        unread = Notification.objects.unread().filter(recipient__in=readers, verb=verb, target_key=target_key)
        gathered = set(unread.values_list("recipient", flat=True))
        # The address stays that of the first event, where the person begins to read.
        unread.filter(recipient__in=gathered).update(
            subject=texts["subject"],
            text=texts["text"],
            actor=actor,
            event_count=F("event_count") + 1,
            updated_at=now,
        )
    return Notification.objects.bulk_create(
        Notification(
            recipient=reader,
            verb=verb,
            actor=actor,
            target_key=target_key,
            created_at=now,
            updated_at=now,
            **texts,
        )
        for reader in readers
        if reader.pk not in gathered
    )


def _text(value: Text) -> str:
    return str(value() if callable(value) else value)
