"""Which topics there are. Packages above register theirs from `AppConfig.ready()`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from network.people.models import User


@dataclass(frozen=True)
class CatchUp:
    """The changes after a number. With `more` there are further ones; with `reset` the page is better loaded anew."""

    number: int
    changes: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    more: bool = False
    reset: bool = False


@dataclass(frozen=True)
class TopicKind:
    """`authorize` says which of the people may read the topic, `catch_up` reads its log, `last_numbers` its ends."""

    prefix: str
    authorize: Callable[[str, Sequence[User]], set[int]]
    catch_up: Callable[[str, int | None], CatchUp]
    last_numbers: Callable[[Iterable[str]], dict[str, int]]
    names_nobody: Callable[[str], bool] = lambda key: False
    """Where presence is a number only: who reads at the moment a post appears could have written it."""


_registered: dict[str, TopicKind] = {}


def register_topic(
    prefix: str,
    *,
    authorize: Callable[[str, Sequence[User]], set[int]],
    catch_up: Callable[[str, int | None], CatchUp],
    last_numbers: Callable[[Iterable[str]], dict[str, int]],
    names_nobody: Callable[[str], bool] = lambda key: False,
) -> None:
    if prefix in _registered:
        raise ValueError(f"topic {prefix!r} is registered twice")
    _registered[prefix] = TopicKind(prefix, authorize, catch_up, last_numbers, names_nobody)


def resolve(topic: str) -> tuple[TopicKind, str] | None:
    """The kind and the key of `space:12`; None for what nobody has registered."""
    prefix, colon, key = topic.partition(":")
    kind = _registered.get(prefix)
    return (kind, key) if kind and colon and key.isascii() and key.isalnum() and len(key) <= 40 else None
