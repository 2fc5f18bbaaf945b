"""Which documents can be news, and to whom: a registry by the prefix of their ids.

What has been re-indexed, edited or restored is no news; only the moment counts in which a thing came into being.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from search.sources import by_source


@dataclass(frozen=True)
class NewsKind:
    born_at: Callable[[Sequence[Any]], dict[Any, datetime]]
    """When each of these was first published or written."""
    unread: Callable[[Sequence[Any], Any], set[Any]]
    """Those the person has neither written nor read."""


_registered: dict[str, NewsKind] = {}


def register_news(prefix: str, kind: NewsKind) -> None:
    """Documents of a prefix that nobody registers are found, and never news."""
    if prefix in _registered:
        raise ValueError(f"news of the prefix {prefix!r} are registered twice")
    _registered[prefix] = kind


def births(ids: Iterable[str]) -> dict[str, datetime]:
    return {
        f"{source.prefix}:{key}": moment
        for source, keys in by_source(ids)
        if source.prefix in _registered
        for key, moment in _registered[source.prefix].born_at(keys).items()
    }


def unread_by(user: Any, ids: Iterable[str]) -> set[str]:
    return {
        f"{source.prefix}:{key}"
        for source, keys in by_source(ids)
        if source.prefix in _registered
        for key in _registered[source.prefix].unread(keys, user)
    }
