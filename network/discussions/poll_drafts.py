"""What somebody wants to ask: the options of a poll as they are written, one a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from network.discussions.models.polls import MAX_OPTION, MAX_OPTIONS, MAX_QUESTION, MIN_OPTIONS, Poll
from network.people.texts import refuse_control_characters

POLL_FIELDS = {
    "poll_kind": "poll_kind",
    "question": "poll_question",
    "options": "poll_options",
    "closes_at": "poll_closes_on",
}
"""Of the forms, by the code of what is wrong."""
DAY = re.compile(
    r"(?:(?P<d>\d{1,2})\.\s*(?P<m>\d{1,2})\.\s*(?P<y>\d{4})|(?P<y2>\d{4})-(?P<m2>\d{1,2})-(?P<d2>\d{1,2}))"
    r"(?:[,T]?\s*(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?:Uhr)?)?"
)
WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,?\s+")


@dataclass(frozen=True)
class PollDraft:
    """Checked: what `add_poll` makes a poll of."""

    kind: str
    question: str
    options: tuple[dict[str, Any], ...]
    is_secret: bool = False
    closes_at: datetime | None = None


def draft_poll(
    *, kind: str, question: str, options: str, is_secret: bool = False, closes_at: datetime | None = None
) -> PollDraft:
    """Raises ValidationError with the code `question`, `options`, `kind` or `closes_at`."""
    if kind not in Poll.Kind.values:
        raise ValidationError(_("There is no such kind of poll."), code="poll_kind")
    question = _clean_line(question, MAX_QUESTION, "question")
    if not question:
        raise ValidationError(_("Please write what you want to ask."), code="question")
    if closes_at is not None and closes_at <= timezone.now():
        raise ValidationError(_("The end of the poll has to lie ahead."), code="closes_at")
    lines = [_clean_line(line, MAX_OPTION, "options") for line in options.splitlines() if line.strip()]
    found = list(_dates(lines)) if kind == Poll.Kind.DATE else [{"text": line} for line in lines]
    _check_options(found)
    numbered = tuple({"id": str(number), **option} for number, option in enumerate(found, start=1))
    return PollDraft(kind, question, numbered, is_secret, closes_at)


def _clean_line(text: str, limit: int, code: str) -> str:
    refuse_control_characters(text)
    line = " ".join(text.split())
    if len(line) > limit:
        message = _("“%(start)s …” has %(length)s characters; at most %(limit)s are possible.")
        raise ValidationError(message % {"start": line[:30], "length": len(line), "limit": limit}, code=code)
    return line


def _check_options(options: list[dict[str, Any]]) -> None:
    if len(options) < MIN_OPTIONS:
        raise ValidationError(_("A poll needs at least two options, one a line."), code="options")
    if len(options) > MAX_OPTIONS:
        message = _("A poll can have at most %(limit)s options; these are %(count)s.")
        raise ValidationError(message % {"limit": MAX_OPTIONS, "count": len(options)}, code="options")
    seen: set[str] = set()
    for option in options:
        text = str(option.get("text") or option["at"])
        if text.casefold() in seen:
            raise ValidationError(_("The option “%(option)s” is there twice.") % {"option": text}, code="options")
        seen.add(text.casefold())


def _dates(lines: list[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        match = DAY.fullmatch(WEEKDAY.sub("", line))
        moment = _moment(match) if match else None
        if match is None or moment is None:
            message = _("“%(line)s” is no date. Write 14.01.2027 10:00, or 14.01.2027 for the whole day.")
            raise ValidationError(message % {"line": line}, code="options")
        yield {"at": moment.isoformat(), "is_whole_day": match["hour"] is None}


def _moment(match: re.Match[str]) -> datetime | None:
    year, month, day = (int(match[name] or match[f"{name}2"]) for name in ("y", "m", "d"))
    try:
        moment = datetime(year, month, day, int(match["hour"] or 0), int(match["minute"] or 0))
        return timezone.make_aware(moment)
    except (ValueError, OverflowError):
        return None
