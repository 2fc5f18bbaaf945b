"""Which kinds of notifications there are. Packages above register theirs from `AppConfig.ready()`."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class NotificationKind:
    verb: str
    label: str | Promise
    email: bool
    reason: str | Promise
    """The last sentence of its e-mail: why one receives it."""


CONVERSATION = gettext_lazy(
    "You receive this e-mail because you take part in this conversation. What you have already read in the network is "
    "not sent to you."
)


_registered: dict[str, NotificationKind] = {}


def register_kind(verb: str, label: str | Promise, *, email: bool = True, reason: str | Promise = CONVERSATION) -> None:
    if verb in _registered:
        raise ValueError(f"notifications of the kind {verb!r} are registered twice")
    _registered[verb] = NotificationKind(verb, label, email, reason)


def kind_of(verb: str) -> NotificationKind:
    return _registered[verb]


def registered_kinds() -> list[NotificationKind]:
    return list(_registered.values())
