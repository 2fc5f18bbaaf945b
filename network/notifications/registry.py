"""Which kinds of notifications there are. Packages above register theirs from `AppConfig.ready()`."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class NotificationKind:
    verb: str
    label: str | Promise
    email: bool


_registered: dict[str, NotificationKind] = {}


def register_kind(verb: str, label: str | Promise, *, email: bool = True) -> None:
    if verb in _registered:
        raise ValueError(f"notifications of the kind {verb!r} are registered twice")
    _registered[verb] = NotificationKind(verb, label, email)


def kind_of(verb: str) -> NotificationKind:
    return _registered[verb]


def registered_kinds() -> list[NotificationKind]:
    return list(_registered.values())
