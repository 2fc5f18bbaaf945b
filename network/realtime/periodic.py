"""Registry of what the background worker does again and again, whoever offers it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

wake_up = threading.Event()
"""Set it on commit when there is work: the embedded worker then need not wait for its next round."""


@dataclass(frozen=True)
class Periodic:
    name: str
    seconds: float
    run: Callable[[], object]


_registered: dict[str, Periodic] = {}


def register_periodic(name: str, *, seconds: float, run: Callable[[], object]) -> None:
    """Have `run` called about every `seconds`, also right after `wake_up` when due. It must be safe to run twice."""
    if name in _registered:
        raise ValueError(f"periodic work {name!r} is registered twice")
    _registered[name] = Periodic(name, seconds, run)


def registered_periodics() -> list[Periodic]:
    return list(_registered.values())
