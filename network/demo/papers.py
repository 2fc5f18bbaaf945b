"""Small PDF documents of the demo network: a programme, the recommendations. Set in a font every reader has."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from fpdf import FPDF
from fpdf.enums import XPos, YPos

FONT, MARGIN = "Helvetica", 22
INK, BLUE = (22, 50, 79), (47, 102, 144)
# The fonts that need no file know only Latin-1.
PLAIN = str.maketrans({"„": '"', "“": '"', "”": '"', "’": "'", "–": "-", "…": "...", "→": "->"})
NOTE = "Ein Dokument der Lernnetz-Demonstration."


class Paper(FPDF):
    """A4, title on top, page number and note below."""

    def __init__(self, title: str, subtitle: str, dated: date) -> None:
        super().__init__()
        self.set_title(plain(title))
        self.set_lang("de")
        self.set_creator("Lernnetz-Demo")
        # Otherwise the bytes would differ at every load.
        self.set_creation_date(datetime(dated.year, dated.month, dated.day, tzinfo=UTC))
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.add_page()
        self._write(title, "B", 20, INK, 9)
        self._write(subtitle, "", 12, BLUE, 6)
        self.ln(6)

    def heading(self, text: str) -> None:
        self.ln(3)
        self._write(text, "B", 13, BLUE, 7)

    def paragraph(self, text: str) -> None:
        self._write(text, "", 11, INK, 5.6)
        self.ln(2)

    def footer(self) -> None:
        self.set_y(-MARGIN + 6)
        self.set_font(FONT, "", 8)
        self.set_text_color(*BLUE)
        self.cell(0, 5, plain(f"{NOTE}  {self.page_no()}"), align="L")

    def _write(self, text: str, style: str, size: int, colour: tuple[int, int, int], height: float) -> None:
        self.set_font(FONT, style, size)
        self.set_text_color(*colour)
        self.multi_cell(0, height, plain(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def pdf(self) -> bytes:
        return bytes(self.output())


def plain(text: str) -> str:
    return text.translate(PLAIN).encode("latin-1", "replace").decode("latin-1")


def paper(title: str, subtitle: str, dated: date, sections: Iterable[tuple[str, str]]) -> bytes:
    """Sections of a heading and a paragraph; either may be empty."""
    sheet = Paper(title, subtitle, dated)
    for heading, text in sections:
        if heading:
            sheet.heading(heading)
        if text:
            sheet.paragraph(text)
    return sheet.pdf()
