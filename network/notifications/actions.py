"""Telling people what happened; called inside the transaction of what happened."""

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
    """One row for each recipient but the actor, in the recipient's language, and an e-mail where the kind has one.

    `subject`, `text` and `url` may be lazy or callable. While somebody has not read about a target, what happens
    there is added to that one notification, and no further e-mail is sent.
    """
    kind = kind_of(verb)
    told = []
    with transaction.atomic():
        for recipient in {person.pk: person for person in recipients}.values():
            if not recipient.is_active or (actor is not None and recipient.pk == actor.pk):
                continue
            with translation.override(recipient.language):
                texts = {"subject": _text(subject)[:MAX_SUBJECT], "text": _text(text), "url": _text(url)}
            notification, is_new = _tell(recipient, verb, actor, target_key, texts)
            told.append(notification)
            if is_new and kind.email:
                deliver_by_email.enqueue(notification.pk)  # a row of this transaction
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
    recipient: User, verb: str, actor: User | None, target_key: str, texts: dict[str, str]
) -> tuple[Notification, bool]:
    if target_key and (gathered := _gather(recipient, verb, actor, target_key, texts)) is not None:
        return gathered, False
    now = timezone.now()
    try:
        with transaction.atomic():
            notification = Notification.objects.create(
                recipient=recipient,
                verb=verb,
                actor=actor,
                target_key=target_key,
                created_at=now,
                updated_at=now,
                **texts,
            )
        return notification, True
    except IntegrityError:
        # Somebody else told the same person of the same target at this moment.
        if (gathered := _gather(recipient, verb, actor, target_key, texts)) is None:
            raise
        return gathered, False


def _gather(
    recipient: User, verb: str, actor: User | None, target_key: str, texts: dict[str, str]
) -> Notification | None:
    """The address stays that of the first event, where the person begins to read."""
    unread = Notification.objects.filter(recipient=recipient, verb=verb, target_key=target_key, read_at=None)
    changed = unread.update(
        subject=texts["subject"],
        text=texts["text"],
        actor=actor,
        event_count=F("event_count") + 1,
        updated_at=timezone.now(),
    )
    return unread.first() if changed else None


def _text(value: Text) -> str:
    return str(value() if callable(value) else value)
