"""Notifications follow what they are about, when it goes somewhere else."""

from collections.abc import Collection, Mapping

from django.db.models import F

from network.notifications.models import Event, Notification, ScopeChoice


def follow_positions(*, target_key: str, positions: Mapping[str, int]) -> None:
    """What happened stands elsewhere in its target by now; by the keys of the events, as `post:17`."""
    events = list(Event.objects.filter(notification__target_key=target_key, key__in=positions))
    for event in events:
        event.position = positions[event.key]
    Event.objects.bulk_update(events, ["position"], batch_size=500)


def carry_events(*, former: str, target: str, keys: Collection[str]) -> None:
    """What is told of these goes to another target; a person's one unread notification of a target stays one."""
    moving = Event.objects.filter(notification__target_key=former, key__in=keys).select_related("notification")
    by_notification: dict[Notification, list[int]] = {}
    for event in moving:
        by_notification.setdefault(event.notification, []).append(event.pk)
    for notification, events in by_notification.items():
        _carry(notification, events, target)


def carry_target(*, former: str, target: str) -> None:
    """All that is told of the one is told of the other from now on, whatever is known of its events."""
    about = Notification.objects.filter(target_key=former)
    for notification in about.unread():
        _carry(notification, list(notification.events.values_list("pk", flat=True)), target)
    about.update(target_key=target)


def _carry(notification: Notification, events: list[int], target: str) -> None:
    stays = notification.events.exclude(pk__in=events).exists()
    there = (
        Notification.objects.unread()
        .filter(recipient=notification.recipient_id, verb=notification.verb, target_key=target)
        .first()
        if notification.is_unread
        else None
    )
    if not stays and there is None:
        Notification.objects.filter(pk=notification.pk).update(target_key=target)
        return
    there = there or _copy_of(notification, target)
    Event.objects.filter(pk__in=events).update(notification=there)
    Notification.objects.filter(pk=there.pk).update(event_count=F("event_count") + len(events))
    if stays:
        Notification.objects.filter(pk=notification.pk).update(event_count=F("event_count") - len(events))
    else:
        notification.delete()


def _copy_of(notification: Notification, target: str) -> Notification:
    return Notification.objects.create(
        recipient_id=notification.recipient_id,
        verb=notification.verb,
        actor_id=notification.actor_id,
        subject=notification.subject,
        text=notification.text,
        url=notification.url,
        target_key=target,
        event_count=0,
        created_at=notification.created_at,
        updated_at=notification.updated_at,
        read_at=notification.read_at,
    )


def copy_choices(former: str, scope: str) -> None:
    """Who follows or has muted the one follows or has muted the other; what somebody chose for that already stays."""
    choices = ScopeChoice.objects.filter(scope=former).exclude(
        user__in=ScopeChoice.objects.filter(scope=scope).values("user")
    )
    ScopeChoice.objects.bulk_create(
        ScopeChoice(user_id=choice.user_id, scope=scope, level=choice.level, rhythm=choice.rhythm)
        for choice in list(choices)
    )


def carry_choices(former: str, scope: str) -> None:
    copy_choices(former, scope)
    ScopeChoice.objects.filter(scope=former).delete()
