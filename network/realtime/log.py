"""Reading on in a log by number, the same for every topic that has one."""

from collections.abc import Callable, Mapping
from typing import Any

from network.realtime.registry import CatchUp

CHANGES_AT_ONCE = 100
CHARACTERS_AT_ONCE = 256 * 1024
CHANGES_BEFORE_RELOAD = 1000
"""Who has missed more than this reads a fresh page sooner than all that."""


def read_on(
    *,
    last: int,
    after: int | None,
    changes: Callable[[int], Any],
    serialize: Callable[[Any], Mapping[str, Any]],
    size: Callable[[Any], int] = lambda change: 0,
    before_reload: int | None = CHANGES_BEFORE_RELOAD,
) -> CatchUp:
    """What came after a number, in portions. The caller has read the end of the log, `last`, before: what is
    committed meanwhile is then in the changes or comes later. `changes` gives those after a number, in their order.
    """
    if after is None or after == last:
        return CatchUp(last)
    if after > last or (before_reload is not None and last - after > before_reload):
        return CatchUp(last, reset=True)
    found = list(changes(after)[: CHANGES_AT_ONCE + 1])
    told: list[Mapping[str, Any]] = []
    characters = 0
    for change in found[:CHANGES_AT_ONCE]:
        told.append(serialize(change))
        characters += size(change)
        if characters > CHARACTERS_AT_ONCE:
            break
    if len(told) < len(found):
        return CatchUp(told[-1]["number"], told, more=True)
    return CatchUp(max([last, *(change["number"] for change in told)]), told)


def is_id(key: str) -> bool:
    """Whether the key of a topic can be a primary key."""
    return key.isascii() and key.isdecimal() and len(key) < 19
