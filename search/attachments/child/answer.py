"""What the child may use and what it answers; imports nothing but the standard library."""

from dataclasses import dataclass


class RefusedError(Exception):
    """The file is not read, for a reason named by its code."""


@dataclass(frozen=True)
class Limits:
    cpu_seconds: int
    memory_bytes: int
    file_bytes: int
    unpacked_bytes: int
    pages: int
    characters: int


class Pages:
    """Places with their text, in the order of reading, until there is enough of it."""

    def __init__(self, limits: Limits) -> None:
        self.found: list[tuple[str, str]] = []
        self.is_cut = False
        self._left = limits.characters

    def add(self, place: str, text: str) -> None:
        text = text.strip()
        if len(text) > self._left:
            text, self.is_cut = text[: self._left].rpartition(" ")[0], True
        if text:
            self.found.append((place, text))
            self._left -= len(text)
