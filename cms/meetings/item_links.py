"""Where a programme item leads besides, for those who may enter the meeting's space; a package above registers it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cms.meetings.models import ProgrammeItem

ItemLinks = Callable[[Sequence["ProgrammeItem"]], dict[int, str]]
_registered: list[ItemLinks] = []


def register_item_links(links: ItemLinks) -> None:
    if _registered:
        raise ValueError("the links of programme items are registered twice")
    _registered.append(links)


def item_links(items: Sequence["ProgrammeItem"]) -> dict[int, str]:
    """The address of the live room, by item; none for a break."""
    return _registered[0](items) if _registered else {}
