"""What packages above put on the page of a space, before its threads; they register here from `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from network.people.models import User
from network.spaces.models import Space


class Link(TypedDict):
    text: str
    url: str
    meta: NotRequired[str]


@dataclass(frozen=True)
class SpaceSection:
    title: str
    links: list[Link]
    is_unfolded: bool = False
    """Folded, it takes one line, so that what is said in the space stays in sight."""


Provider = Callable[[User, Space], list[SpaceSection]]
_providers: dict[str, Provider] = {}


def register_space_section(name: str, provider: Provider) -> None:
    """Asked for who may read the space; answers none where there is nothing to show."""
    if name in _providers:
        raise ValueError(f"the section {name!r} of a space's page is registered twice")
    _providers[name] = provider


def space_sections(user: User, space: Space) -> list[SpaceSection]:
    return [section for provider in _providers.values() for section in provider(user, space)]
