"""What a file is, its content says."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from network.files.uploads import OFFICE, clean_document, document_kind, printable_name

TYPES = "[Content_Types].xml"


def packed(**members: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (packed(**{TYPES: "", "word/document.xml": ""}), "docx"),
        (packed(**{TYPES: "", "xl/workbook.xml": ""}), "xlsx"),
        (packed(**{TYPES: "", "ppt/presentation.xml": ""}), "pptx"),
        (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (packed(mimetype="application/vnd.oasis.opendocument.presentation"), "odp"),
        (packed(mimetype="text/html"), None),
        (packed(**{TYPES: "", "xl/workbook.xml": "", "xl/vbaProject.bin": "x"}), None),
        (packed(**{"beliebig.txt": "x"}), None),
        (b"PK\x03\x04 kaputt", None),
        (b"<html>", None),
    ],
)
def test_kind_of_a_document(content, kind):
    assert document_kind(content) == kind


def test_table_is_taken_where_tables_are_wanted():
    table = packed(**{TYPES: "", "xl/workbook.xml": ""})
    assert clean_document(SimpleUploadedFile("Liste.docx", table), OFFICE).name.endswith(".xlsx")
    with pytest.raises(ValidationError, match="Word"):
        clean_document(SimpleUploadedFile("Liste.docx", table))


@pytest.mark.parametrize(
    ("given", "printable"),
    [
        ("C:\\Eigene Bilder\\Platz.jpg", "Platz.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\x00\x1b[31m\u202eb.pdf", "a[31mb.pdf"),
        ("x" * 200 + ".pdf", "x" * 25 + "….pdf"),
        ("\x07", ""),
    ],
)
def test_name_of_a_file_as_it_is_shown(given, printable):
    upload = SimpleUploadedFile("x", b"x")
    upload._name = given
    assert printable_name(upload, 30) == printable
