import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from network.notifications.models import Notification
from network.people.emails import absolute_url, send_letter

logger = logging.getLogger(__name__)

WAITING_MINUTES = (1, 5, 30, 120)


@task()
def deliver_by_email(notification_id: int, attempt: int = 0) -> None:
    """Sends at most once, and not what has been read meanwhile; tries again when the mail server does not answer."""
    waiting = Notification.objects.filter(pk=notification_id, emailed_at=None, read_at=None, recipient__is_active=True)
    if not waiting.update(emailed_at=timezone.now()):
        return
    notification = Notification.objects.select_related("recipient").get(pk=notification_id)
    try:
        send_letter(
            "notifications/notification",
            to=notification.recipient.email,
            language=notification.recipient.language,
            context={"notification": notification, "url": absolute_url(notification.url)},
        )
    except Exception:
        Notification.objects.filter(pk=notification_id).update(emailed_at=None)
        if attempt >= len(WAITING_MINUTES):
            raise
        logger.warning("notification %s could not be mailed, trying again", notification_id, exc_info=True)
        later = timezone.now() + timedelta(minutes=WAITING_MINUTES[attempt])
        deliver_by_email.using(run_after=later).enqueue(notification_id, attempt + 1)
