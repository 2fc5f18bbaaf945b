from datetime import date

import pypdfium2

from network.demo.papers import paper

SECTIONS = [("Empfehlung „eins“", "Wer vor Ort die Wege kennt – und geht …"), ("", "Ohne Überschrift: äöüß →")]


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_paper_can_be_read():
    text = _text(paper("Empfehlungen", "Gütersloh, 2018", date(2018, 6, 14), SECTIONS))
    for line in ("Empfehlungen", "Gütersloh, 2018", 'Empfehlung "eins"', "kennt - und geht ...", "äöüß ->"):
        assert line in text


def test_paper_same_text_same_bytes():
    first, second = (paper("Programm", "2018", date(2018, 6, 14), SECTIONS) for _ in range(2))
    assert first == second
