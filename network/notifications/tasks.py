import logging
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from network.notifications.models import Notification
from network.notifications.registry import kind_of
from network.people.emails import absolute_url, send_letter

logger = logging.getLogger(__name__)

WAITING_MINUTES = (1, 5, 30, 120)


@task()
def deliver_by_email(notification_ids: Sequence[int], attempt: int = 0) -> None:
    """Sends each at most once, and not what has been read meanwhile; tries again when the mail server does not answer."""
    failed = [pk for pk in notification_ids if not _deliver(pk)]
    if not failed:
        return
    if attempt >= len(WAITING_MINUTES):
        raise RuntimeError(f"{len(failed)} notifications could not be mailed")
    later = timezone.now() + timedelta(minutes=WAITING_MINUTES[attempt])
    deliver_by_email.using(run_after=later).enqueue(failed, attempt + 1)


def _deliver(notification_id: int) -> bool:
    """Takes the letter before sending it, so that two workers do not send it twice."""
    waiting = Notification.objects.filter(pk=notification_id, emailed_at=None, read_at=None, recipient__is_active=True)
    if not waiting.update(emailed_at=timezone.now()):
        return True
    notification = Notification.objects.select_related("recipient").get(pk=notification_id)
    try:
        send_letter(
            "notifications/notification",
            to=notification.recipient.email,
            language=notification.recipient.language,
            context={
                "notification": notification,
                "url": absolute_url(notification.url),
                "reason": kind_of(notification.verb).reason,
            },
        )
    except Exception:
        logger.warning("notification %s could not be mailed", notification_id, exc_info=True)
        Notification.objects.filter(pk=notification_id).update(emailed_at=None)
        return False
    return True
