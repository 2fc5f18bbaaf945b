"""What we write back to somebody whose e-mail did not become a post, or not wholly."""

import logging

from django_tasks import task

from network.discussions.mail.reading import Incoming
from network.discussions.models import Post
from network.people.emails import absolute_url, send_letter
from network.people.mail_retries import try_again
from network.people.models import User
from network.people.rate_limit import seconds_to_wait

logger = logging.getLogger(__name__)


def answer(person: User, mail: Incoming, sentence: str, post: Post | None = None) -> None:
    """To the member's own address, and not more often than RATE_MAIL_ANSWER allows: two machines shall not talk."""
    if seconds_to_wait("mail_answer", f"user:{person.pk}"):
        logger.warning("no further answers by e-mail to person %s today", person.pk)
        return
    values = {
        "sentence": sentence,
        "subject": mail.subject,
        "message_id": mail.message_id,
        "url": post.get_absolute_url() if post else "",
    }
    send_answer.enqueue(person.pk, values)  # a row of this transaction: it comes and goes with what it tells of


@task()
def send_answer(person_id: int, values: dict[str, str], attempt: int = 0) -> None:
    person = User.objects.active().filter(pk=person_id).first()
    if person is None:
        return
    message_id = values["message_id"]
    headers = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    if message_id.startswith("<") and message_id.endswith(">") and message_id.isascii() and " " not in message_id:
        headers |= {"In-Reply-To": message_id, "References": message_id}
    context = {**values, "url": absolute_url(values["url"]) if values["url"] else ""}
    try:
        send_letter(
            "discussions/mail_answer", to=person.email, language=person.language, context=context, headers=headers
        )
    except OSError:
        logger.warning("an answer to an e-mail of person %s could not be mailed", person_id, exc_info=True)
        if not try_again(send_answer, person_id, values, attempt=attempt):
            raise
