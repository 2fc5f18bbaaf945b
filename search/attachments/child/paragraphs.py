"""Paragraphs as they are read, and where they stand: by page where the file says so, else by heading, else by number."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

LONGEST_HEADING = 120


class Piece(NamedTuple):
    text: str
    number: int
    heading: str
    rendered_page: int
    written_page: int


class Paragraphs:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._text: list[str] = []
        self._number = 0
        self._heading = ""
        self._is_heading = False
        self._rendered_page = 1
        self._written_page = 1

    def begin(self) -> None:
        """A paragraph within another (a text box, a note) ends the first part of it."""
        self.end()
        self._number += 1
        self._is_heading = False

    def is_heading(self) -> None:
        self._is_heading = True

    def write(self, text: str) -> None:
        self._text.append(text)

    def end(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if not text:
            return
        if self._is_heading:
            self._heading = text[:LONGEST_HEADING]
        self.pieces.append(Piece(text, self._number, self._heading, self._rendered_page, self._written_page))

    def rendered_break(self) -> None:
        """Here the program that wrote the file began a new page when it last laid it out."""
        self._part()
        self._rendered_page += 1

    def written_break(self) -> None:
        self._part()
        self._written_page += 1

    def _part(self) -> None:
        """The text so far stands on the page before."""
        is_heading = self._is_heading
        self.end()
        self._is_heading = is_heading

    @property
    def page_count(self) -> int:
        """As far as the file says; 1 may also mean that it does not."""
        return self._rendered_page if self._rendered_page > 1 else self._written_page

    def by_place(self) -> Iterator[tuple[str, str]]:
        for place, pieces in groupby(self.pieces, key=self._place_of):
            yield place, "\n\n".join(piece.text for piece in pieces)

    def _place_of(self, piece: Piece) -> str:
        if self._rendered_page > 1:
            return f"page:{piece.rendered_page}"
        if self._written_page > 1:
            return f"page:{piece.written_page}"
        return f"heading:{piece.heading}" if piece.heading else f"paragraph:{piece.number}"
