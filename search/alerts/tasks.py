import logging

from django.utils import timezone
from django_tasks import task

from network.people.mail_retries import try_again
from search.alerts.letters import send_alert_letter
from search.alerts.models import AlertLetter

logger = logging.getLogger(__name__)


@task()
def deliver_letter(letter_id: int, attempt: int = 0) -> None:
    """Sends it at most once: it is taken before it is sent. Tries again when the mail server does not answer."""
    letters = AlertLetter.objects.filter(pk=letter_id, sent_at=None, owner__is_active=True)
    if not letters.update(sent_at=timezone.now()):
        return
    try:
        send_alert_letter(AlertLetter.objects.select_related("owner").get(pk=letter_id))
    except Exception:
        logger.warning("the letter %s about new results could not be mailed", letter_id, exc_info=True)
        AlertLetter.objects.filter(pk=letter_id).update(sent_at=None)
        if not try_again(deliver_letter, letter_id, attempt=attempt):
            raise
