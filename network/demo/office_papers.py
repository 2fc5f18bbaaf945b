"""Word and OpenDocument papers of the demo network: small, of real parts, and the same bytes at every load."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from network.demo.data import Entry

Pages = list[list[Entry]]
"""Each page is a list of sections of a heading and paragraphs."""

FIRST_DAY = (2026, 1, 1, 0, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_TYPE = "application/vnd.oasis.opendocument.text"

WORD_PARTS = {
    "[Content_Types].xml": f"""{XML}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{WORD_TYPES}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{WORD_TYPES}.styles+xml"/></Types>""",
    "_rels/.rels": f"""{XML}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>""",
    "word/_rels/document.xml.rels": f"""{XML}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>""",
    "word/styles.xml": f"""{XML}<w:styles xmlns:w="{WORD}">
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles>""",
}


def office_paper(entry: Entry) -> bytes:
    return WRITERS[entry["format"]](entry["pages"])


def docx(pages: Pages) -> bytes:
    body = "".join(_word_paragraphs(pages))
    document = f'{XML}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return _archive({**WORD_PARTS, "word/document.xml": document})


def _word_paragraphs(pages: Pages) -> Iterator[str]:
    for number, page in enumerate(pages):
        if number:
            yield '<w:p><w:r><w:br w:type="page"/><w:lastRenderedPageBreak/></w:r></w:p>'
        for section in page:
            heading = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
            yield f"<w:p>{heading}<w:r><w:t>{escape(section['heading'])}</w:t></w:r></w:p>"
            for text in section["paragraphs"]:
                yield f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def odt(pages: Pages) -> bytes:
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "style"))
    names += f' xmlns:fo="{ODF}:xsl-fo-compatible:1.0" office:version="1.3"'
    style = (
        '<style:style style:name="NewPage" style:family="paragraph">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
    )
    body = "".join(_open_document_paragraphs(pages))
    content = (
        f"{XML}<office:document-content {names}><office:automatic-styles>{style}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'{XML}<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return _archive({"mimetype": ODT_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest})


def _open_document_paragraphs(pages: Pages) -> Iterator[str]:
    for number, page in enumerate(pages):
        for place, section in enumerate(page):
            style = ' text:style-name="NewPage"' if number and not place else ""
            yield f'<text:h text:outline-level="1"{style}>{escape(section["heading"])}</text:h>'
            for text in section["paragraphs"]:
                yield f"<text:p>{escape(text)}</text:p>"


def _archive(parts: dict[str, str]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            # OpenDocument wants its type readable at the beginning of the file.
            compression = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), content, compression)
    return packed.getvalue()


WRITERS: dict[str, Callable[[Pages], bytes]] = {"docx": docx, "odt": odt}
