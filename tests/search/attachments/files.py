"""Real files of every kind we read, sound and hostile; made here, so that nobody has to trust a binary."""

import io
import zipfile
from collections.abc import Sequence

from fpdf import FPDF

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def pdf(*pages: str, password: str = "", owner: str = "") -> bytes:
    paper = FPDF()
    paper.set_font("Helvetica", size=11)
    for text in pages:
        paper.add_page()
        paper.multi_cell(0, 6, text)
    if password or owner:
        paper.set_encryption(owner or "owner", password)
    return bytes(paper.output())


def archive(files: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return packed.getvalue()


def docx(body: str, prologue: str = "", **others: str) -> bytes:
    document = f'<?xml version="1.0"?>{prologue}<w:document {W}><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **others})


def word_paragraph(*texts: str, style: str = "") -> str:
    """Texts of one paragraph; "|" is a page break where Word last drew one, "/" one that somebody inserted."""
    runs = {"|": "<w:lastRenderedPageBreak/>", "/": '<w:br w:type="page"/>'}
    said = "".join(f"<w:r>{runs.get(text) or f'<w:t>{text}</w:t>'}</w:r>" for text in texts)
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{said}</w:p>"


def odt(body: str, manifest: str = "<manifest/>") -> bytes:
    content = f"<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body></office:document-content>"  # fmt: skip
    return archive({"mimetype": ODT_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest})


def billion_laughs() -> bytes:
    entities = ['<!ENTITY lol0 "lol">']
    entities += [f'<!ENTITY lol{number} "{f"&lol{number - 1};" * 10}">' for number in range(1, 10)]
    return docx(word_paragraph("&lol9;"), f"<!DOCTYPE lolz [{''.join(entities)}]>")


def outside_entity(path: str) -> bytes:
    return docx(word_paragraph("&secret;"), f'<!DOCTYPE a [<!ENTITY secret SYSTEM "file://{path}">]>')


def zip_bomb(megabytes: int = 100) -> bytes:
    return docx(word_paragraph(" " * megabytes * 1024 * 1024))


def long_pdf(pages: Sequence[int] | range) -> bytes:
    """Of very many pages, quickly: written by hand, all pages share one content."""
    kids = " ".join(f"{number + 5} 0 R" for number in pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Length 44 >>\nstream\nBT /F1 12 Tf 72 720 Td (Seite ohne Ende) Tj ET\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
    return _pdf_of([*objects, *(page for _number in pages)])


def picture_pdf() -> bytes:
    """A page that shows something and says nothing, as a scanner makes it."""
    paper = FPDF()
    paper.add_page()
    paper.rect(20, 20, 100, 100, style="F")
    return bytes(paper.output())


def _pdf_of(objects: list[bytes]) -> bytes:
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(written)
