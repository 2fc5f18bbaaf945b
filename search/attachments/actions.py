"""Keeps the texts of documents: what is to be read, and what was read."""

import hashlib
import logging
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.basepage.models import NetworkDocument
from network.discussions.models import Post
from network.files.uploads import TEXTS
from network.realtime.periodic import wake_up
from search import outbox
from search.attachments.reading import Reading, read_file
from search.models import DocumentText

logger = logging.getLogger(__name__)

READER_VERSION = 1
"""Raise it when files are read differently: those that are kept are then read again."""
EXPECTED_AT_ONCE = 500

State, Reason = DocumentText.State, DocumentText.Reason


def expect(document: NetworkDocument) -> None:
    """Have the file read, unless it is the one that was; call it in the transaction that changes the document."""
    if document.file_extension not in TEXTS:
        DocumentText.objects.filter(document=document).delete()
        return
    stamp = stamp_of(document)
    known = DocumentText.objects.filter(document=document, reader_version=READER_VERSION, stamp=stamp)
    if not known.exists():
        values = {"state": State.WAITING, "reason": "", "stamp": stamp, "reader_version": READER_VERSION}
        DocumentText.objects.update_or_create(document=document, defaults=values)
        transaction.on_commit(wake_up.set)


def expect_of_post(post: Post) -> None:
    """Have the documents of a post read; call it in the transaction of the post. What a post has never changes."""
    for file in post.files.filter(ending__in=TEXTS, text=None):
        DocumentText.objects.create(post_file=file, stamp=str(file.key), reader_version=READER_VERSION)
        transaction.on_commit(wake_up.set)


def stamp_of(document: NetworkDocument) -> str:
    stamp = f"{document.file_hash} {document.file_size} {document.file.name}"
    return stamp if len(stamp) <= 200 else hashlib.sha256(stamp.encode()).hexdigest()


def expect_unknown() -> int:
    """Of documents that were there before their texts were kept, or whose texts an older reader made."""
    is_read = Q(text__isnull=False, text__reader_version=READER_VERSION)
    endings = Q()
    for kind in TEXTS:
        endings |= Q(file__iendswith=f".{kind}")
    unknown = list(NetworkDocument.objects.filter(endings).exclude(is_read).order_by("pk")[:EXPECTED_AT_ONCE])
    for document in unknown:
        with transaction.atomic():
            expect(document)
    outdated = DocumentText.objects.filter(post_file__isnull=False).exclude(reader_version=READER_VERSION)
    return len(unknown) + outdated.update(state=State.WAITING, reason="", reader_version=READER_VERSION)


def read_next() -> bool:
    """Read the file that waits longest; False when none does. Safe to run twice, also at once."""
    text = (
        DocumentText.objects.filter(state=State.WAITING).select_related("document", "post_file").order_by("pk").first()
    )
    if text is None:
        return False
    _read(text)
    return True


def _read(text: DocumentText) -> None:
    digest = hashlib.sha256()
    file = (text.document or text.post_file).file  # type: ignore[union-attr] # the row has one of them

    def chunks() -> Iterator[bytes]:
        for chunk in file.chunks():
            digest.update(chunk)
            yield chunk

    try:
        with file:
            reading = read_file(chunks())
    except OSError as error:
        logger.warning("%s cannot be read: %s", text.source_key, error)
        reading = Reading(refused=Reason.MISSING)
    _keep(text, reading, digest.hexdigest())


@transaction.atomic
def _keep(text: DocumentText, reading: Reading, content_hash: str) -> None:
    """Unless the file was replaced or deleted while it was read."""
    own = DocumentText.objects.filter(pk=text.pk, stamp=text.stamp, reader_version=text.reader_version)
    state, reason = _verdict(reading)
    changed = own.update(
        state=state,
        reason=reason,
        content_hash=content_hash,
        pages=[list(page) for page in reading.pages],
        page_count=reading.page_count,
        is_cut=reading.is_cut,
        read_at=timezone.now(),
    )
    if changed:
        outbox.record([text.source_key])
    if reason:
        logger.info("%s was not read: %s", text.source_key, reason)


def _verdict(reading: Reading) -> tuple[str, str]:
    if reading.refused:
        return State.REFUSED, reading.refused if reading.refused in Reason.values else Reason.CRASHED
    if not any(any(char.isalnum() for char in text) for _place, text in reading.pages):
        return State.EMPTY, Reason.SCAN
    return State.READ, Reason.NONE
