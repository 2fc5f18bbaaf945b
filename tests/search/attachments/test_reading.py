"""What comes out of a file, and that no file does harm: each test runs the real, limited process."""

import subprocess
import sys
import time

import pytest

from search.attachments import reading
from search.attachments.reading import Reading, read_file
from tests.search.attachments import files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def limited(settings):
    def limit(**limits: int) -> None:
        settings.ATTACHMENT_LIMITS = {**settings.ATTACHMENT_LIMITS, **limits}

    return limit


def many_paragraphs() -> str:
    """No two alike, so that they do not pack like a bomb."""
    return "".join(f"<w:p><w:r><w:t>Absatz {number}</w:t></w:r></w:p>" for number in range(600_000))


def read(content: bytes) -> Reading:
    return read_file([content])


# --- what is read ---


def test_pdf_is_read_page_by_page():
    content = files.pdf(
        "Die Kita\u00adbetreuung beginnt um acht.".replace("\u00ad", ""), "Zweite Seite: Wohnungslotse."
    )
    assert read(content) == Reading(
        pages=(("page:1", "Die Kitabetreuung beginnt um acht."), ("page:2", "Zweite Seite: Wohnungslotse.")),
        page_count=2,
    )


def test_word_cut_at_the_end_of_a_line_is_one_word_again():
    said = read(files.pdf("Die Integra-\ntion braucht SGB-\nII-Mittel.")).pages[0][1]
    assert "Integration braucht" in said
    assert "SGB-II-Mittel" in said


def test_pdf_with_an_owners_password_can_be_read():
    assert read(files.pdf("Frei zu lesen", owner="geheim")).pages == (("page:1", "Frei zu lesen"),)


def test_word_is_read_by_the_pages_word_last_drew():
    content = files.docx(
        files.word_paragraph("Bericht", style="berschrift1")
        + files.word_paragraph("Erste ", "Seite. ", "|", "Schon die zweite.")
        + files.word_paragraph("/", "|", "Die dritte.")
    )
    assert read(content) == Reading(
        pages=(("page:1", "Bericht\n\nErste Seite."), ("page:2", "Schon die zweite."), ("page:3", "Die dritte.")),
        page_count=3,
    )


def test_word_without_drawn_pages_is_read_by_inserted_breaks_else_by_headings_else_by_paragraphs():
    assert [place for place, _text in read(files.docx(files.word_paragraph("Eins", "/", "zwei"))).pages] == [
        "page:1", "page:2",
    ]  # fmt: skip
    headed = files.word_paragraph("Ausblick", style="Heading2") + files.word_paragraph("Es geht weiter.")
    assert read(files.docx(headed)).pages == (("heading:Ausblick", "Ausblick\n\nEs geht weiter."),)
    plain = files.word_paragraph("Eins.") + files.word_paragraph("Zwei.")
    assert read(files.docx(plain)).pages == (("paragraph:1", "Eins."), ("paragraph:2", "Zwei."))


def test_word_keeps_quiet_about_what_changes_took_out():
    deleted = (
        "<w:p><w:del><w:r><w:delText>Geheim</w:delText><w:t>Geheim</w:t></w:r></w:del><w:r><w:t>Offen</w:t></w:r></w:p>"
    )
    moved = "<w:p><w:moveFrom><w:r><w:t>Geheim</w:t></w:r></w:moveFrom></w:p>"
    assert read(files.docx(deleted + moved)).pages == (("paragraph:1", "Offen"),)


def test_open_document_is_read_by_its_page_breaks():
    body = (
        "<text:h>Bericht</text:h><text:p>Erste<text:s/>Seite,<text:soft-page-break/> zweite "
        "<text:span>Seite</text:span>.</text:p>"
    )
    assert read(files.odt(body)) == Reading(
        pages=(("page:1", "Bericht\n\nErste Seite,"), ("page:2", "zweite Seite.")), page_count=2
    )


def test_open_document_begins_a_page_where_somebody_wanted_one():
    style = '<style name="P1"><paragraph-properties break-before="page"/></style><style name="P2"/>'
    body = (
        f'{style}<text:p text:style-name="P1">Deckblatt</text:p><text:p text:style-name="P2">Noch darauf</text:p>'
        '<text:h text:style-name="P1">Neue Seite</text:h>'
    )
    assert read(files.odt(body)).pages == (("page:1", "Deckblatt\n\nNoch darauf"), ("page:2", "Neue Seite"))


def test_open_document_keeps_quiet_about_comments_and_changes():
    body = (
        "<text:tracked-changes><text:p>Geheim</text:p></text:tracked-changes>"
        "<text:p>Offen<office:annotation><text:p>Geheim</text:p></office:annotation>.</text:p>"
    )
    assert read(files.odt(body)).pages == (("paragraph:1", "Offen."),)


def test_wrong_ending_does_not_matter_the_content_decides():
    assert read(files.odt("<text:p>Text</text:p>")).refused == read(files.pdf("Text")).refused == ""


def test_more_text_than_is_kept_is_cut(limited):
    limited(characters=20)
    answer = read(files.pdf("Zehn und mehr Zeichen", "noch mehr"))
    assert (answer.pages, answer.is_cut, answer.page_count) == ((("page:1", "Zehn und mehr"),), True, 2)


# --- what is refused ---


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (files.pdf("Geheim", password="offen"), "encrypted"),
        (files.odt("", "<manifest><encryption-data/></manifest>"), "encrypted"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + b"ein altes Word", "kind"),
        (files.pdf("Angefangen und nicht fertig")[:400], "damaged"),
        (files.docx("<w:p><w:r><w:t>offen"), "damaged"),
        (files.docx(files.word_paragraph("Abgeschnitten"))[:-60], "damaged"),
        (b"", "damaged"),
        (b"%PDF-1.7 und sonst nichts", "damaged"),
        (files.archive({"xl/workbook.xml": "<a/>"}), "kind"),
        (files.billion_laughs(), "hostile"),
        (files.outside_entity("/etc/passwd"), "hostile"),
        (files.zip_bomb(), "bomb"),
        (files.archive({f"{number}.xml": "" for number in range(5_001)}), "bomb"),
        (files.long_pdf(range(5_000)), "pages"),
    ],
    ids=[
        "pdf-password", "odt-password", "docx-password", "old-word", "pdf-truncated", "docx-broken-xml", "docx-truncated",
        "empty", "pdf-header-only", "spreadsheet", "billion-laughs", "outside-entity", "zip-bomb", "many-entries",
        "5000-pages",
    ],
)  # fmt: skip
def test_refused_for_a_reason(content, reason):
    assert read(content) == Reading(refused=reason)


def test_size_is_refused_before_a_process_starts(limited, monkeypatch):
    limited(file_bytes=1_000)
    monkeypatch.setattr(reading, "_run", lambda source, target: pytest.fail("started"))
    assert read(b"%PDF-" + b"x" * 1_000) == Reading(refused="size")


def test_xml_nested_without_end_is_refused():
    assert read(files.docx("<w:p>" * 300_000)).refused in {"damaged", "hostile", "memory", "bomb"}


def test_process_that_needs_too_much_memory_is_an_answer(limited):
    limited(memory_bytes=64 * 1024 * 1024)
    assert read(files.docx(many_paragraphs())).refused in {"memory", "crashed"}


def test_process_that_computes_too_long_is_ended(limited):
    limited(cpu_seconds=1, unpacked_bytes=500_000_000)
    assert read(files.docx(many_paragraphs())).refused == "slow"


def test_process_that_only_waits_is_ended_by_the_clock(settings, monkeypatch):
    settings.ATTACHMENT_WALL_SECONDS = 0.5
    monkeypatch.setattr(reading, "START", "import time; time.sleep(600)")
    begin = time.monotonic()
    assert read(b"x").refused == "slow"
    assert time.monotonic() - begin < 60


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.kill(os.getpid(), 11)",
        "raise SystemExit(3)",
        "print('{')",
        "print('[1]')",
        "print('{\"pages\": 3}')",
    ],
)
def test_process_that_dies_or_talks_nonsense_is_an_answer(monkeypatch, program):
    monkeypatch.setattr(reading, "START", program)
    assert read(b"x") == Reading(refused="crashed")


def test_locked_process_can_open_nothing():
    """Whatever a file might make it do: no file, no socket, no process, no endless output."""
    program = """
import os, socket, subprocess, sys
from search.attachments.child.answer import Limits
from search.attachments.child.main import lock
lock(Limits(5, 512 * 1024**2, 1000, 1000, 10, 100))
def refused(attempt):
    try:
        attempt()
    except OSError as error:
        return error.errno
answers = [
    refused(lambda: open("/etc/passwd")),
    refused(lambda: open("/tmp/lernnetz-child", "w")),
    refused(lambda: socket.socket()),
    refused(lambda: subprocess.run(["true"])),
]
sys.stdout.write(repr(answers))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[24, 24, 24, 24]"


def test_process_sees_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    monkeypatch.setattr(
        reading, "START", "import json, os; print(json.dumps({'pages': sorted(os.environ.items()), 'page_count': 1, 'is_cut': False}))"
    )  # fmt: skip
    assert read(b"x").pages == (("LC_ALL", "C.UTF-8"),)
