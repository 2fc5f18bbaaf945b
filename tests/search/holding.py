"""A process of its own that writes to an index; importable without Django."""

from typing import Any


def hold_writer(url: str, holds: Any, may_end: Any) -> None:
    from search.engines import engine_at

    with engine_at(url).writing():
        holds.set()
        may_end.wait(20)
