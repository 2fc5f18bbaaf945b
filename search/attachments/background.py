"""Reads what waits, beside the worker: a slow file must not keep it from indexing what others publish."""

import logging
import threading

from django.db import connections

from search.attachments.actions import expect_unknown, read_next
from search.models import DocumentText

__all__ = ["expect_unknown", "read_all", "read_periodically"]

logger = logging.getLogger(__name__)

_reading = threading.Lock()


def read_periodically() -> None:
    """The worker's turn: start reading if something waits and nobody reads."""
    if _reading.locked() or not DocumentText.objects.filter(state=DocumentText.State.WAITING).exists():
        return
    threading.Thread(target=_read_beside, name="attachments", daemon=True).start()


def _read_beside() -> None:
    try:
        read_all()
    except Exception:
        logger.exception("reading attachments failed")
    finally:
        connections.close_all()


def read_all() -> None:
    """Everything that waits; nothing where somebody is at it."""
    if not _reading.acquire(blocking=False):
        return
    try:
        while read_next():
            pass
    finally:
        _reading.release()
