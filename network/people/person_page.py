"""Registry of the sections of a person's page: where they work, what they contributed, where to ask them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from network.people.home import Section
from network.people.models import User

Provider = Callable[[User, User], Section | None]
"""Takes the person and the reader: a section shows what this reader may see, and None leaves it out."""


@dataclass(frozen=True)
class PersonSection:
    name: str
    order: int
    provider: Provider


_registered: dict[str, PersonSection] = {}


def register_person_section(name: str, order: int, provider: Provider) -> None:
    if name in _registered:
        raise ValueError(f"the section {name!r} of a person's page is registered twice")
    _registered[name] = PersonSection(name, order, provider)


def sections_about(person: User, reader: User) -> list[dict[str, Any]]:
    ordered = sorted(_registered.values(), key=lambda section: (section.order, section.name))
    provided = ((section, section.provider(person, reader)) for section in ordered)
    return [{"name": section.name, **content} for section, content in provided if content]
