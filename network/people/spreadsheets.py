"""Lines of a file that a spreadsheet opens as it is meant."""

import csv
from collections.abc import Sequence

BYTE_ORDER_MARK = "\ufeff"
"""By it, and by the semicolons, a German Excel reads the file rightly."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def line(cells: Sequence[str]) -> str:
    return _WRITER.writerow([neutral(cell) for cell in cells])  # type: ignore[return-value]


def neutral(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula is a text to it by an apostrophe."""
    return f"'{cell}" if cell.lstrip(" ").startswith(STARTS_A_FORMULA) else cell


class _Echo:
    """What is written comes back: `writerow` then answers the line."""

    def write(self, line: str) -> str:
        return line


_WRITER = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
