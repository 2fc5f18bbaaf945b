"""Reads the texts and facts of the demo network."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
Entry = dict[str, Any]


@cache
def read(name: str) -> Any:
    """A file, or every file of a folder as one list."""
    folder = DATA / name
    if folder.is_dir():
        return [entry for path in sorted(folder.glob("*.yaml")) for entry in _parsed(path)]
    return _parsed(DATA / f"{name}.yaml")


def _parsed(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def entries(name: str) -> list[Entry]:
    return read(name)
