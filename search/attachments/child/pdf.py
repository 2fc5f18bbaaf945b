"""The text of a PDF, page by page."""

import re

import pypdfium2

from search.attachments.child.answer import Limits, Pages, RefusedError

NEEDS_PASSWORD = 4
"""FPDF_ERR_PASSWORD of pdfium's public header."""
HYPHEN = re.compile(r"[\x02\ufffe](?:\r?\n)?(?=([a-zäöüß])?)")
"""How pdfium writes a hyphen at the end of a line: it belongs to the word only where a capital or digit follows."""


def read_pdf(content: bytes, limits: Limits) -> tuple[Pages, int]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise RefusedError("encrypted" if error.err_code == NEEDS_PASSWORD else "damaged") from error
    count = len(document)
    if count > limits.pages:
        raise RefusedError("pages")
    if not count:
        raise RefusedError("damaged")
    pages = Pages(limits)
    for number in range(count):
        pages.add(f"page:{number + 1}", _text_of(document, number))
        if pages.is_cut:
            break
    return pages, count


def _text_of(document: pypdfium2.PdfDocument, number: int) -> str:
    """Empty for a page that is damaged: the others can still be read."""
    try:
        page = document[number]
        text_page = page.get_textpage()
        text = text_page.get_text_bounded()
    except pypdfium2.PdfiumError:
        return ""
    text_page.close()
    page.close()
    return HYPHEN.sub(lambda match: "" if match[1] else "-", text)
