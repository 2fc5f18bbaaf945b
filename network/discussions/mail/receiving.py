"""An answer by e-mail becomes a post, by the same action and rules as on the page, or is refused with a clear answer.

Answered are only active members, at their own address, some times a day, and never what a machine has written.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.discussions.actions import publish_post
from network.discussions.mail.addresses import is_ours, read_address
from network.discussions.mail.answering import answer
from network.discussions.mail.attachments import drop_what_is_unattached, keep_attachments
from network.discussions.mail.reading import Incoming, UnreadableMailError, read_head, read_mail
from network.discussions.models import Post, ReceivedMail, Thread
from network.discussions.places import find_thread
from network.people.models import User
from network.people.rate_limit import seconds_to_wait

logger = logging.getLogger(__name__)

Outcome = ReceivedMail.Outcome
KEPT_DAYS = 30


class RefusedError(Exception):
    """`reason` for the log, `sentence` for the sender."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(reason)
        self.reason, self.sentence = reason, sentence


@dataclass(frozen=True)
class Received:
    outcome: str
    reason: str = ""
    post: Post | None = None


def receive(raw: bytes, *, recipient: str = "") -> Received:
    """Deals with one e-mail, once. `recipient` is what the mail server knows of the address it was sent to."""
    try:
        mail, trouble = _read(raw)
    except UnreadableMailError:
        logger.warning("an e-mail without a readable head was dropped")
        return Received(Outcome.IGNORED, "unreadable")
    addresses = [recipient.strip().lower(), *mail.recipients]
    key = hashlib.sha256("\0".join([mail.message_id, *sorted(set(addresses))]).encode()).hexdigest()
    if ReceivedMail.objects.filter(key=key).exists():
        return Received(Outcome.IGNORED, "known")
    try:
        with transaction.atomic():
            return _deal_with(mail, trouble, addresses, key)
    except IntegrityError:  # another process has just dealt with it
        return Received(Outcome.IGNORED, "known")


def _read(raw: bytes) -> tuple[Incoming, str]:
    if len(raw) > settings.REPLY_MAX_BYTES:
        return read_head(raw), "too_large"
    try:
        return read_mail(raw), ""
    except UnreadableMailError:
        return read_head(raw), "unreadable"


def _deal_with(mail: Incoming, trouble: str, addresses: list[str], key: str) -> Received:
    sender = User.objects.active().filter(email=mail.sender).first()
    record = ReceivedMail.objects.create(key=key, sender=sender, outcome=Outcome.IGNORED)
    if mail.is_automatic or sender is None or not any(is_ours(address) for address in addresses):
        return _recorded(record, Received(Outcome.IGNORED, "automatic" if mail.is_automatic else "stranger"))
    with translation.override(sender.language):
        try:
            post, left_out = _publish(mail, trouble, addresses, sender)
        except RefusedError as refusal:
            answer(sender, mail, refusal.sentence)
            return _recorded(record, Received(Outcome.REFUSED, refusal.reason))
        if left_out:
            answer(sender, mail, _without(left_out), post)
    return _recorded(record, Received(Outcome.POSTED, "", post))


def _recorded(record: ReceivedMail, received: Received) -> Received:
    record.outcome, record.reason = received.outcome, received.reason
    record.save(update_fields=["outcome", "reason"])
    return received


def _publish(mail: Incoming, trouble: str, addresses: list[str], sender: User) -> tuple[Post, list[str]]:
    """The post, and what is to be said of attachments it does not have."""
    thread = _thread(addresses, sender)
    _refuse_what_cannot_be_read(mail, trouble)
    if seconds_to_wait("post", f"user:{sender.pk}"):
        raise RefusedError("rate", _("You have written very much in a short time. Please send it again later."))
    client_id = uuid5(NAMESPACE_URL, f"mail:{thread.pk}:{mail.message_id}")
    files, left_out = keep_attachments(mail, sender, f"mail:{client_id.hex}")
    try:
        with transaction.atomic():
            post = publish_post(author=sender, thread=thread, body=mail.text, client_id=client_id, files=files)
    except ValidationError as problem:
        raise RefusedError(getattr(problem, "code", None) or "invalid", " ".join(problem.messages)) from problem
    except PermissionDenied as problem:
        raise RefusedError("forbidden", str(problem)) from problem
    finally:
        drop_what_is_unattached(files)
    return post, left_out


def _thread(addresses: list[str], sender: User) -> Thread:
    named = next((ids for address in addresses if (ids := read_address(address))), None)
    if named is None:
        raise RefusedError("token", _("The address you wrote to is incomplete or has been changed."))
    user_id, thread_id = named
    if user_id != sender.pk:
        raise RefusedError(
            "sender",
            _(
                "Each address belongs to one person, and this one is not yours. Please answer the e-mail that we sent to you."
            ),
        )
    thread = find_thread(Thread.objects.visible_to(sender).select_related("space"), thread_id)
    if thread is None:
        raise RefusedError("gone", _("The thread is no longer there, or you can no longer read it."))
    return thread


def _refuse_what_cannot_be_read(mail: Incoming, trouble: str) -> None:
    if trouble == "too_large":
        megabytes = settings.REPLY_MAX_BYTES // 1024**2
        sentence = _("The e-mail is too large; at most %(megabytes)d MB are possible.") % {"megabytes": megabytes}
        raise RefusedError(trouble, sentence)
    if trouble:
        raise RefusedError(trouble, _("The e-mail could not be read. Please send it as plain text."))
    if not mail.text:
        raise RefusedError(
            "empty", _("We found no text of yours in the e-mail. Please write it above the quoted text.")
        )


def _without(left_out: list[str]) -> str:
    return _("Your answer has been published, but not everything that was attached: %(what)s") % {
        "what": " ".join(left_out[:10])
    }


def forget_old() -> None:
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    ReceivedMail.objects.filter(received_at__lt=before).delete()
