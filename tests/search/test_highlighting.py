import pytest

from search.highlighting import Highlighter
from tests.search.documents import CHILDCARE, TORONTO, document


def test_passage_with_most_of_the_question_is_shown_and_marked():
    excerpt = Highlighter(["Kinderbetreuung", "Volkshochschule"]).excerpt(CHILDCARE)
    assert excerpt == (
        "Die <mark>Betreuung</mark> der <mark>Kinder</mark> während des Deutschkurses übernimmt die "
        "<mark>Volkshochschule</mark>."
    )


def test_other_forms_are_marked_in_the_language_of_the_text():
    assert "open their <mark>networks</mark>" in Highlighter(["network"]).excerpt(TORONTO)


def test_text_is_escaped():
    hostile = document("page:1", "T", "<script>alert(1)</script> & <b>Kurs</b>")
    assert Highlighter(["Kurs", "script"]).excerpt(hostile) == (
        "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &amp; &lt;b&gt;<mark>Kurs</mark>&lt;/b&gt;"
    )


@pytest.mark.parametrize(("otherwise", "shown"), [(0, "eins"), (1, "zwei"), (99, "eins")])
def test_without_a_common_word_the_given_passage_is_shown(otherwise, shown):
    assert Highlighter(["anders"]).excerpt(document("page:1", "T", "eins", "zwei"), otherwise) == shown


def test_text_without_passages_shows_nothing():
    assert Highlighter(["Kurs"]).excerpt(document("page:1", "T")) == ""


def test_question_without_words_marks_nothing():
    assert Highlighter([]).excerpt(CHILDCARE) == CHILDCARE.passages[0]
