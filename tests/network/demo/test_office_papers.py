import pytest

from network.demo.data import entries
from network.demo.office_papers import office_paper
from search.attachments.reading import read_file


@pytest.mark.parametrize("entry", entries("papers"), ids=lambda entry: entry["key"])
def test_paper_is_read_page_by_page(entry):
    reading = read_file([office_paper(entry)])
    assert [place for place, _text in reading.pages] == [f"page:{n}" for n in range(1, len(entry["pages"]) + 1)]
    said = " ".join(text for _place, text in reading.pages)
    for page in entry["pages"]:
        for section in page:
            assert section["heading"] in said
            assert all(" ".join(text.split()) in said for text in section["paragraphs"])


def test_paper_same_text_same_bytes():
    first, second = (office_paper(entries("papers")[0]) for _ in range(2))
    assert first == second
