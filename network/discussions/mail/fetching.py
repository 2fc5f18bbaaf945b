"""Takes answers out of a mailbox: an IMAP server's, or a directory of files as mail servers keep them (maildir)."""

import imaplib
import logging
import mailbox
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from network.discussions.mail.receiving import receive

logger = logging.getLogger(__name__)

AT_A_TIME = 50
SECONDS = 10
"""So long a mail server is waited for; the worker has other things to do."""

TROUBLE = (OSError, imaplib.IMAP4.error, mailbox.Error)


def fetch_periodically() -> None:
    """The worker's turn. A mailbox that does not answer is asked again the next time."""
    try:
        fetch(settings.REPLY_INBOX_URL)
    except TROUBLE as error:
        logger.warning("the mailbox of answers cannot be read: %s", error)


def fetch(url: str) -> int:
    """How many e-mails were dealt with. Each is taken away only after it was dealt with; to meet it twice does no harm."""
    parts = urlsplit(url)
    if parts.scheme == "maildir":
        return _from_maildir(Path(unquote(parts.path)))
    if parts.scheme in ("imap", "imaps"):
        return _from_imap(url)
    raise ValueError(f"REPLY_INBOX_URL begins with {parts.scheme!r}; possible are imaps, imap and maildir")


def _from_maildir(path: Path) -> int:
    box = mailbox.Maildir(str(path), create=False)
    done = 0
    for key in list(box.keys())[:AT_A_TIME]:
        if _dealt_with(lambda key=key: box.get_bytes(key)):  # type: ignore[misc]
            box.discard(key)
            done += 1
    return done


def _from_imap(url: str) -> int:
    parts = urlsplit(url)
    kind = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    done = 0
    with kind(parts.hostname or "", parts.port or (993 if parts.scheme == "imaps" else 143), timeout=SECONDS) as server:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        server.select(unquote(parts.path.lstrip("/")) or "INBOX")
        _status, found = server.uid("search", "UNDELETED")
        for uid in found[0].decode().split()[:AT_A_TIME]:
            if _dealt_with(lambda uid=uid: _imap_bytes(server, uid)):  # type: ignore[misc]
                server.uid("store", uid, "+FLAGS", r"(\Deleted)")
                done += 1
        server.expunge()
    return done


def _imap_bytes(server: imaplib.IMAP4, uid: str) -> bytes:
    """Of a letter that is too large, as much as shows that it is."""
    _status, data = server.uid("fetch", uid, f"(BODY.PEEK[]<0.{settings.REPLY_MAX_BYTES + 1}>)")
    return next((part[1] for part in data if isinstance(part, tuple)), b"")


def _dealt_with(read: Callable[[], bytes]) -> bool:
    """One letter that makes us stumble must not keep the others waiting; it stays where it is."""
    try:
        received = receive(read())
    except TROUBLE:
        raise
    except Exception:
        logger.exception("an e-mail could not be dealt with and stays in the mailbox")
        return False
    logger.info("an e-mail: %s", received)
    return True
