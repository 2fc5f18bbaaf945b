"""Where a passage stands: kept by the document, shown with the hit, part of its address."""

import pytest
from django.utils import translation

from search import places
from search.documents import SearchDocument
from search.engines.base import EngineResult
from search.highlighting import Highlighter
from search.retrieval import Retrieved
from search.searching import shown_result
from search.vector_store import Nearness
from tests.search.documents import document

PAPER = document(
    "document:1",
    "Bericht",
    "Die Einleitung sagt wenig.",
    "Der Wohnungslotse spricht mit Vermietern.",
    "Zum Schluss ein Ausblick.",
    places=("page:1", "page:3", "page:7"),
)
URL = "/documents/1/bericht.pdf"


def shown(text: str, near: dict[str, Nearness] | None = None, paper: SearchDocument = PAPER, url: str = URL):
    with translation.override("de"):
        return shown_result(paper, url, Retrieved(EngineResult(1, []), near=near or {}), Highlighter(text.split()))


def test_places_survive_the_index():
    assert SearchDocument.from_json(PAPER.to_json()) == PAPER


def test_document_kept_before_there_were_places_is_read():
    old = PAPER.to_json().replace('"places":["page:1","page:3","page:7"],', "")
    assert SearchDocument.from_json(old).places == ()


def test_hit_opens_the_pdf_at_the_page_that_answers():
    result = shown("Vermieter")
    assert (result.url, result.place_in_text) == (f"{URL}#page=3", "Seite 3")
    assert "<mark>Vermietern</mark>" in result.excerpt


def test_hit_by_meaning_opens_the_nearest_passage():
    result = shown("Wohnraumsuche", {"document:1": Nearness(0.6, 2)})
    assert (result.url, str(result.excerpt)) == (f"{URL}#page=7", "Zum Schluss ein Ausblick.")


def test_hit_by_title_only_has_no_place():
    result = shown("Bericht")
    assert (result.url, result.place_in_text, str(result.excerpt)) == (URL, "", "Die Einleitung sagt wenig.")


def test_hit_in_word_names_the_page_without_pretending_an_address():
    result = shown("Vermieter", url="/documents/1/bericht.docx")
    assert (result.url, result.place_in_text) == ("/documents/1/bericht.docx", "Seite 3")


@pytest.mark.parametrize(
    ("place", "label"),
    [("page:3", "Seite 3"), ("paragraph:12", "Absatz 12"), ("heading:Ausblick: 2018", "unter „Ausblick: 2018“"), ("", "")],
)  # fmt: skip
def test_label_says_it_in_the_readers_language(place, label):
    with translation.override("de"):
        assert places.label_of(place) == label
