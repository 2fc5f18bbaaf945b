"""The text of a Word or OpenDocument file: the one XML file in the archive that holds it, and nothing else of it."""

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from search.attachments.child.answer import Limits, Pages, RefusedError
from search.attachments.child.paragraphs import Paragraphs

ENTRIES = 5_000
MANIFEST_BYTES = 1_000_000
CHUNK = 64 * 1024
FREE_BYTES = 2_000_000
"""So much may unpack from however little: empty tables are very regular."""
HIGHEST_RATIO = 150
"""Text packs 5 to 20 times, long tables 60 times; what packs better was made to."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADING_STYLE = re.compile(r"(?:heading|berschrift|überschrift|title|titel)", re.IGNORECASE)


def read_office(content: bytes, limits: Limits) -> tuple[Pages, int]:
    if content.startswith(OLE):
        # Word wraps a document with a password into the container of its old format.
        raise RefusedError("encrypted" if "EncryptedPackage".encode("utf-16-le") in content else "kind")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _read(archive, limits)
    except (zipfile.BadZipFile, zlib.error, ParseError, EOFError, KeyError, NotImplementedError, UnicodeError) as error:
        raise RefusedError("damaged") from error
    except DefusedXmlException as error:
        raise RefusedError("hostile") from error


def _read(archive: zipfile.ZipFile, limits: Limits) -> tuple[Pages, int]:
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise RefusedError("bomb")
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries) or _has_locked_parts(archive, names):
        raise RefusedError("encrypted")
    paragraphs = Paragraphs()
    if "word/document.xml" in names:
        _parse(archive, "word/document.xml", WordText(paragraphs), limits)
    elif "content.xml" in names:
        _parse(archive, "content.xml", OpenDocumentText(paragraphs), limits)
    else:
        raise RefusedError("kind")
    pages = Pages(limits)
    for place, text in paragraphs.by_place():
        pages.add(place, text)
        if pages.is_cut:
            break
    return pages, paragraphs.page_count


def _has_locked_parts(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """OpenDocument encrypts the parts and says so in its manifest."""
    if "META-INF/manifest.xml" not in names:
        return False
    with archive.open("META-INF/manifest.xml") as file:
        return b"encryption-data" in file.read(MANIFEST_BYTES)


def _parse(archive: zipfile.ZipFile, name: str, target: "WordText | OpenDocumentText", limits: Limits) -> None:
    parser = DefusedXMLParser(target=target, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    packed, unpacked = archive.getinfo(name).compress_size, 0
    with archive.open(name) as file:
        while chunk := file.read(CHUNK):
            unpacked += len(chunk)
            if unpacked > limits.unpacked_bytes or unpacked > FREE_BYTES + HIGHEST_RATIO * packed:
                raise RefusedError("bomb")
            parser.feed(chunk)
    parser.close()


class _Target:
    """Calls `begin_NAME` and `end_NAME` for elements, whatever their name space; skips what is not to be read."""

    skipped: frozenset[str] = frozenset()

    def __init__(self, paragraphs: Paragraphs) -> None:
        self.paragraphs = paragraphs
        self._skipping = 0
        self._begin: dict[str, Callable[[dict[str, str]], None]] = {}
        self._end: dict[str, Callable[[], None]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if self._skipping or name in self.skipped:
            self._skipping += 1
        elif name in self._begin:
            self._begin[name]({key.rpartition("}")[2]: value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif (name := tag.rpartition("}")[2]) in self._end:
            self._end[name]()

    def close(self) -> None:
        self.paragraphs.end()


class WordText(_Target):
    """Text is what stands in `w:t`. Left out: what changes deleted or moved away, and second versions of text boxes."""

    skipped = frozenset({"del", "moveFrom", "Fallback"})

    def __init__(self, paragraphs: Paragraphs) -> None:
        super().__init__(paragraphs)
        self._is_text = False
        self._begin = {
            "p": lambda attributes: paragraphs.begin(),
            "pStyle": self._style,
            "outlineLvl": lambda attributes: paragraphs.is_heading(),
            "t": self._text_begins,
            "tab": lambda attributes: paragraphs.write(" "),
            "br": self._line_ends,
            "cr": lambda attributes: paragraphs.write(" "),
            "lastRenderedPageBreak": lambda attributes: paragraphs.rendered_break(),
        }
        self._end = {"p": paragraphs.end, "t": self._text_ends}

    def _style(self, attributes: dict[str, str]) -> None:
        if HEADING_STYLE.match(attributes.get("val", "")):
            self.paragraphs.is_heading()

    def _text_begins(self, attributes: dict[str, str]) -> None:
        self._is_text = True

    def _text_ends(self) -> None:
        self._is_text = False

    def _line_ends(self, attributes: dict[str, str]) -> None:
        if attributes.get("type") == "page":
            self.paragraphs.written_break()
        else:
            self.paragraphs.write(" ")

    def data(self, text: str) -> None:
        if self._is_text and not self._skipping:
            self.paragraphs.write(text)


class OpenDocumentText(_Target):
    """Text is what stands in paragraphs and headings. Left out: what changes deleted, and comments in the margin."""

    skipped = frozenset({"tracked-changes", "annotation"})

    def __init__(self, paragraphs: Paragraphs) -> None:
        super().__init__(paragraphs)
        self._depth = 0
        self._style = ""
        self._on_new_page: set[str] = set()
        self._begin = {
            "style": self._style_begins,
            "paragraph-properties": self._style_says,
            "p": self._opened,
            "h": self._heading_opened,
            "s": lambda attributes: paragraphs.write(" "),
            "tab": lambda attributes: paragraphs.write(" "),
            "line-break": lambda attributes: paragraphs.write(" "),
            "soft-page-break": lambda attributes: paragraphs.rendered_break(),
        }
        self._end = {"p": self._closed, "h": self._closed}

    def _style_begins(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("name", "")

    def _style_says(self, attributes: dict[str, str]) -> None:
        if attributes.get("break-before") == "page":
            self._on_new_page.add(self._style)

    def _opened(self, attributes: dict[str, str]) -> None:
        self._depth += 1
        self.paragraphs.begin()
        # What breaks by itself is written as an element, what somebody broke as a style.
        if self.paragraphs.pieces and attributes.get("style-name") in self._on_new_page:
            self.paragraphs.rendered_break()

    def _heading_opened(self, attributes: dict[str, str]) -> None:
        self._opened(attributes)
        self.paragraphs.is_heading()

    def _closed(self) -> None:
        self._depth -= 1
        self.paragraphs.end()

    def data(self, text: str) -> None:
        if self._depth and not self._skipping:
            self.paragraphs.write(text)
