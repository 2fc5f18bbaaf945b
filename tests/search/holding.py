"""A process of its own that writes to an index; importable without Django."""

from pathlib import Path
from typing import Any

from search.engines.embedded import EmbeddedEngine


def hold_writer(folder: Path, holds: Any, may_end: Any) -> None:
    with EmbeddedEngine(folder).writing():
        holds.set()
        may_end.wait(20)
