"""What stands in a space comes from the package that keeps it; it registers here from `AppConfig.ready()`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from network.people.models import User
from network.spaces.models import Space


@dataclass(frozen=True)
class SpaceSummary:
    """What one person finds in a space."""

    thread_count: int = 0
    unread_count: int = 0
    unanswered_count: int = 0
    last_post_at: datetime | None = None


@dataclass(frozen=True)
class SpaceContents:
    """`summarise` for lists, `show` gives the context of `template` inside the page of one space; how many posts it
    holds and who wrote them is said before its readers change."""

    template: str
    summarise: Callable[[User, Sequence[Space]], dict[int, SpaceSummary]]
    show: Callable[[HttpRequest, Space], dict[str, Any]]
    count_posts: Callable[[Space], int]
    authors: Callable[[Space], QuerySet[User]]


_registered: list[SpaceContents] = []


def register_contents(contents: SpaceContents) -> None:
    if _registered:
        raise ValueError("the contents of spaces are registered twice")
    _registered.append(contents)


def registered_contents() -> SpaceContents:
    return _registered[0]
