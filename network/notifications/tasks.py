import logging

from django.utils import timezone
from django_tasks import task

from network.notifications.models import Letter
from network.notifications.sending import send
from network.people.mail_retries import try_again

logger = logging.getLogger(__name__)

URGENT = 50
"""Before the upkeep of pages and pictures, which may wait in thousands: a letter has waited for its moment already."""


@task(priority=URGENT)
def deliver_letter(letter_id: int, attempt: int = 0) -> None:
    """Sends it at most once: it is taken before it is sent. Tries again when the mail server does not answer."""
    letters = Letter.objects.filter(pk=letter_id, sent_at=None, recipient__is_active=True)
    if not letters.update(sent_at=timezone.now()):
        return
    letter = Letter.objects.select_related("recipient").get(pk=letter_id)
    try:
        if not send(letter):
            letter.delete()  # nothing was told: the next letter need not keep a distance from it
    except Exception:
        logger.warning("the letter %s could not be mailed", letter_id, exc_info=True)
        Letter.objects.filter(pk=letter_id).update(sent_at=None)
        if not try_again(deliver_letter, letter_id, attempt=attempt):
            raise
