"""Registry of the sections of a member's home: what needs me, what is new for me."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict

from django.http import HttpRequest

from network.people.models import User


class Item(TypedDict):
    """One line; the action stands on it."""

    text: str
    url: str
    meta: NotRequired[str]
    action_label: NotRequired[str]
    thread: NotRequired[int]
    """The action says how many posts of this one are new, and follows while the page is open."""


class Section(TypedDict):
    title: str
    items: list[Item]
    empty_text: NotRequired[str]


Provider = Callable[[User, HttpRequest], Section | None]


@dataclass(frozen=True)
class RegisteredSection:
    name: str
    order: int
    provider: Provider


_registered: dict[str, RegisteredSection] = {}


def register_section(name: str, order: int, provider: Provider) -> None:
    """Sections stand by `order`: below 100 what needs the member, from 100 what is new. None leaves it out."""
    if name in _registered:
        raise ValueError(f"the section {name!r} of the member's home is registered twice")
    _registered[name] = RegisteredSection(name, order, provider)


def sections_for(user: User, request: HttpRequest) -> list[dict[str, Any]]:
    ordered = sorted(_registered.values(), key=lambda section: (section.order, section.name))
    provided = ((section, section.provider(user, request)) for section in ordered)
    return [{"name": section.name, "order": section.order, **content} for section, content in provided if content]
