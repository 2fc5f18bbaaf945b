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
    has_log: bool = True
    """Without one it carries hints only, and nobody is present in it."""


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


def register_hints(prefix: str) -> None:
    """A topic `prefix:<id of a person>` for that person alone, which only says that it is time to look again."""
    if prefix in _registered:
        raise ValueError(f"topic {prefix!r} is registered twice")
    _registered[prefix] = TopicKind(
        prefix,
        authorize=lambda key, users: {user.pk for user in users if str(user.pk) == key},
        catch_up=lambda key, after: CatchUp(0),
        last_numbers=lambda keys: {},
        has_log=False,
    )


def resolve(topic: str) -> tuple[TopicKind, str] | None:
    """The kind and the key of `space:12`; None for what nobody has registered."""
    prefix, colon, key = topic.partition(":")
    kind = _registered.get(prefix)
    return (kind, key) if kind and colon and key.isascii() and key.isalnum() and len(key) <= 40 else None


def has_log(topic: str) -> bool:
    found = resolve(topic)
    return found is not None and found[0].has_log
