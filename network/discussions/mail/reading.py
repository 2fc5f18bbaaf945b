"""An e-mail as it came, reduced to what we need of it. Whatever it holds, this gives an answer or says it is unreadable."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr

from network.discussions.mail.cutting import own_words
from network.discussions.mail.html_text import text_of_html

HEAD_BYTES = 64 * 1024
TEXT_BYTES = 400_000
"""So much of a text part is read; no post is as long."""
SIGNATURE_BYTES = 64 * 1024
MOST_BOUNDARIES = 60
MOST_PARTS = 100
RECIPIENT_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "Resent-To")
AUTOMATIC_PRECEDENCE = {"bulk", "junk", "list", "auto_reply"}
AUTOMATIC_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "List-Id", "X-Failed-Recipients")
AUTOMATIC_SUBJECTS = re.compile(
    r"\s*(automatische antwort|abwesenheitsnotiz|abwesenheit:|automatic reply|auto-?(reply|response)|out of office)",
    re.IGNORECASE,
)
"""Of older servers, which do not say it in a header."""
AUTOMATIC_SENDERS = {"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply"}


class UnreadableMailError(Exception):
    """Parts within parts without end, or otherwise not an e-mail."""


@dataclass(frozen=True)
class Attachment:
    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Incoming:
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    is_automatic: bool
    text: str = ""
    attachments: tuple[Attachment, ...] = ()


def read_head(raw: bytes) -> Incoming:
    """Who wrote to whom, of a letter that is too large or too strange to be read whole."""
    head, _empty, _body = raw[:HEAD_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")
    return _incoming(_parse(head + b"\n\n"), raw)


def read_mail(raw: bytes) -> Incoming:
    if raw.lower().count(b"boundary=") > MOST_BOUNDARIES:
        raise UnreadableMailError
    message = _parse(raw)
    try:
        parts = list(_parts(message))
        text, attachments = _text(parts), tuple(_attachments(parts))
    except (RecursionError, MessageError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise UnreadableMailError from error
    return _incoming(message, raw, text, attachments)


def _parse(raw: bytes) -> Message:
    try:
        return message_from_bytes(raw, policy=policy.compat32)
    except (RecursionError, MessageError, ValueError, LookupError) as error:
        raise UnreadableMailError from error


def _incoming(message: Message, raw: bytes, text: str = "", attachments: tuple[Attachment, ...] = ()) -> Incoming:
    given = _header(message, "Message-ID").strip()
    return Incoming(
        message_id=given[:500] if given else hashlib.sha256(raw).hexdigest(),
        sender=_sender(message),
        recipients=tuple(_recipients(message)),
        subject=_header(message, "Subject")[:200],
        is_automatic=_is_automatic(message),
        text=text,
        attachments=attachments,
    )


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    if value is None:
        return ""
    try:
        text = str(make_header(decode_header(str(value))))
    except (ValueError, LookupError, MessageError):
        text = str(value)
    return " ".join(_storable(text[:2000]).split())


def _recipients(message: Message) -> Iterator[str]:
    values = [str(value)[:10_000] for name in RECIPIENT_HEADERS for value in message.get_all(name, [])]
    try:
        found = getaddresses(values)
    except RecursionError:  # brackets without end
        return
    for _name, address in found:
        if "@" in address:
            yield address.strip().lower()


def _sender(message: Message) -> str:
    try:
        return parseaddr(_header(message, "From"))[1].strip().lower()
    except RecursionError:
        return ""


def _is_automatic(message: Message) -> bool:
    """Answering machines, newsletters, and letters that tell of letters: none of them is answered, none becomes a post."""
    local = _sender(message).rpartition("@")[0]
    return bool(
        _header(message, "Auto-Submitted").lower().partition(";")[0].strip() not in ("", "no")
        or _header(message, "Precedence").lower() in AUTOMATIC_PRECEDENCE
        or any(name in message for name in AUTOMATIC_HEADERS)
        or AUTOMATIC_SUBJECTS.match(_header(message, "Subject"))
        or _header(message, "Return-Path") == "<>"
        or message.get_content_type() == "multipart/report"
        or local in AUTOMATIC_SENDERS
    )


def _parts(message: Message) -> Iterator[Message]:
    """The leaves, without going down into itself."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop()
        seen += 1
        payload = part.get_payload()
        if isinstance(payload, list) and part.get_content_maintype() == "multipart":
            waiting.extend(inner for inner in reversed(payload) if isinstance(inner, Message))
        else:
            yield part


def _text(parts: list[Message]) -> str:
    plain = [part for part in parts if part.get_content_type() == "text/plain" and not _file_name(part)]
    text = next((text for part in plain if (text := own_words(_decoded(part)).strip())), "")
    if text or any(_decoded(part).strip() for part in plain):
        return text
    html = (part for part in parts if part.get_content_type() == "text/html" and not _file_name(part))
    return next((text for part in html if (text := own_words(text_of_html(_decoded(part))))), "")


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    content = payload[:TEXT_BYTES] if isinstance(payload, bytes) else b""
    text = _in_charset(content, str(part.get_content_charset() or "utf-8"))
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text)
    return _storable(text)


def _in_charset(content: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            return content.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def _unflowed(text: str) -> str:
    """Lines that end in a space go on in the next one (RFC 3676)."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        goes_on = bool(lines) and lines[-1].endswith(" ") and lines[-1] != "-- " and not line.startswith(">")
        if goes_on and not lines[-1].startswith(">"):
            lines[-1] += line.removeprefix(" ")
        else:
            lines.append(line)
    return "\n".join(lines)


def _storable(text: str) -> str:
    """Without NUL, half characters and what steers a terminal."""
    return "".join(
        letter for letter in text if letter in "\n\t" or (letter >= " " and not "\ud800" <= letter <= "\udfff")
    )


def _attachments(parts: list[Message]) -> Iterator[Attachment]:
    for part in parts:
        name = _file_name(part)
        content = part.get_payload(decode=True) if name else None
        if name and not _is_of_signature(part, content):
            yield Attachment(name, content if isinstance(content, bytes) else b"")


def _file_name(part: Message) -> str:
    """Of an attachment."""
    if part.get_content_disposition() == "attachment" or (
        part.get_filename() and part.get_content_maintype() != "text"
    ):
        name = part.get_filename() or part.get_content_type()
        return " ".join(_storable(str(name)).split())[:120]
    return ""


def _is_of_signature(part: Message, content: object) -> bool:
    """A small picture that the letter itself shows: a coat of arms, a logo."""
    is_shown = part.get_content_maintype() == "image" and "Content-ID" in part
    return (
        is_shown
        and part.get_content_disposition() != "attachment"
        and isinstance(content, bytes)
        and len(content) < SIGNATURE_BYTES
    )
