"""Which kinds of notifications and e-mails there are. Packages above register theirs from `AppConfig.ready()`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from network.people.models import User

if TYPE_CHECKING:
    from network.notifications.models import Letter


@dataclass(frozen=True)
class NotificationKind:
    verb: str
    label: str | Promise
    email: bool
    reason: str | Promise
    """The last sentence of its e-mail: why one receives it."""
    is_direct: bool
    """Addressed to this person by name: told even where they have muted."""


CONVERSATION = gettext_lazy(
    "You receive this e-mail because you take part in this conversation. What you have already read in the network is "
    "not sent to you."
)


_kinds: dict[str, NotificationKind] = {}


def register_kind(
    verb: str,
    label: str | Promise,
    *,
    email: bool = True,
    reason: str | Promise = CONVERSATION,
    is_direct: bool = False,
) -> None:
    if verb in _kinds:
        raise ValueError(f"notifications of the kind {verb!r} are registered twice")
    _kinds[verb] = NotificationKind(verb, label, email, reason, is_direct)


def kind_of(verb: str) -> NotificationKind:
    return _kinds[verb]


def registered_kinds() -> list[NotificationKind]:
    return list(_kinds.values())


# --- what e-mails quote ---


@dataclass(frozen=True)
class Place:
    """A space or a thread: what one can follow or mute."""

    scope: str
    title: str
    url: str


@dataclass(frozen=True)
class Entry:
    """One thing that happened, as its reader may see it at this moment."""

    at: datetime
    author: str
    author_place: str
    text: str
    html: str
    url: str
    places: tuple[Place, ...]
    """From the nearest to the farthest: the thread, then its space."""


ReadEntries = Callable[[User, Sequence[int]], dict[int, Entry]]
"""Of these, what the person may read now and has not read yet."""

_entries: dict[str, ReadEntries] = {}


def register_entries(prefix: str, read: ReadEntries) -> None:
    """For events with the key `prefix:number`."""
    if prefix in _entries:
        raise ValueError(f"entries of the prefix {prefix!r} are registered twice")
    _entries[prefix] = read


def read_entries(user: User, keys: Sequence[str]) -> dict[str, Entry]:
    numbers: dict[str, list[int]] = {}
    for key in keys:
        prefix, _colon, number = key.partition(":")
        numbers.setdefault(prefix, []).append(int(number))
    return {
        f"{prefix}:{number}": entry
        for prefix, wanted in numbers.items()
        if prefix in _entries
        for number, entry in _entries[prefix](user, wanted).items()
    }


FindPlaces = Callable[[User, Sequence[int]], dict[int, Place]]
"""Of these spaces or threads, those the person may see."""

_places: dict[str, FindPlaces] = {}


def register_places(prefix: str, find: FindPlaces) -> None:
    if prefix in _places:
        raise ValueError(f"places of the prefix {prefix!r} are registered twice")
    _places[prefix] = find


def find_places(user: User, scopes: Sequence[str]) -> dict[str, Place]:
    numbers: dict[str, list[int]] = {}
    for scope in scopes:
        prefix, _colon, number = scope.partition(":")
        if prefix in _places and number.isascii() and number.isdecimal() and len(number) < 19:
            numbers.setdefault(prefix, []).append(int(number))
    found = (_places[prefix](user, wanted) for prefix, wanted in numbers.items())
    return {place.scope: place for places in found for place in places.values()}


ReplyAddress = Callable[[User, int], str]
"""Where the person's answer to it is sent; empty where it is answered on its page only."""

_reply_addresses: dict[str, ReplyAddress] = {}


def register_reply_address(prefix: str, find: ReplyAddress) -> None:
    if prefix in _reply_addresses:
        raise ValueError(f"reply addresses of the prefix {prefix!r} are registered twice")
    _reply_addresses[prefix] = find


def reply_address(user: User, scope: str) -> str:
    prefix, _colon, number = scope.partition(":")
    return _reply_addresses[prefix](user, int(number)) if prefix in _reply_addresses else ""


# --- e-mails ---


@dataclass(frozen=True)
class Content:
    """What one e-mail says: templates below templates/emails with their context."""

    template: str
    context: dict[str, Any]
    stop: list[str]
    """What its link to stop it names, for `LetterKind.stop`."""
    headers: dict[str, str] = field(default_factory=dict)
    sender: str = ""
    """Who speaks in it, if it is one person."""
    reply_to: str = ""


@dataclass(frozen=True)
class LetterKind:
    name: str
    write: Callable[["Letter"], "Content | None"]
    """Called when it is sent, in the reader's language; None when there is nothing left to tell."""
    stop: Callable[[int, list[str]], None]
    """Ends such e-mails for a person: what a letter's link to stop it does (RFC 8058)."""
    stop_text: Callable[[list[str]], str]
    """What the link ends, as a sentence."""
    settings_url: str
    """The name of the address where it is chosen."""


_letters: dict[str, LetterKind] = {}


def register_letter(kind: LetterKind) -> None:
    if kind.name in _letters:
        raise ValueError(f"e-mails of the kind {kind.name!r} are registered twice")
    _letters[kind.name] = kind


def letter_kind(name: str) -> LetterKind | None:
    return _letters.get(name)
