import pytest

from search.concepts import vocabulary
from search.concepts.models import Concept
from search.concepts.vocabulary import Vocabulary, expand
from search.queries import parse_text

JOBCENTER = Concept(german="Jobcenter\nSGB-II-Träger", english="job centre", narrower="Optionskommune")
VOLUNTEERS = Concept(german="Ehrenamt", english="volunteers", abbreviations="EA")


def others(text: str, *concepts: Concept) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    expanded = Vocabulary(concepts or (JOBCENTER, VOLUNTEERS)).expand(parse_text(text))
    return [(synonym.typed, synonym.others) for synonym in expanded.synonyms]


def test_term_brings_all_others():
    assert others("Wer hilft im Jobcenter?") == [(("Jobcenter",), ("SGB-II-Träger", "job centre", "Optionskommune"))]


@pytest.mark.parametrize("typed", ["SGB-II-Träger", "sgb ii traegers", "SGB II Träger"])
def test_term_of_several_words_is_found_in_any_spelling_and_form(typed):
    ((_typed, found),) = others(f"Der {typed} zahlt")
    assert found == ("Jobcenter", "job centre", "Optionskommune")


@pytest.mark.parametrize("typed", ["job centres", "Job Centre"])
def test_english_term_is_found_in_a_german_question(typed):
    ((_typed, found),) = others(f"Wie arbeitet das {typed} dort?")
    assert found == ("Jobcenter", "SGB-II-Träger", "Optionskommune")


def test_half_a_term_brings_nothing():
    assert others("Träger der Kita, job fair") == []


def test_narrower_term_does_not_bring_the_wider_one():
    assert others("Optionskommune") == []


def test_longest_term_wins():
    course = Concept(german="Kurs", english="class")
    language_course = Concept(german="Kurs für Eltern", english="parents class")
    assert others("Kurs für Eltern", course, language_course) == [(("Kurs", "für", "Eltern"), ("parents class",))]


def test_abbreviation_matches_exactly():
    assert others("EA stärken") == [(("EA",), ("Ehrenamt", "volunteers"))]
    assert others("EAs stärken") == []


@pytest.mark.parametrize("text", ['"Jobcenter"', "-Jobcenter", "Wohnung -Jobcenter", "„im Jobcenter“ -Ehrenamt"])
def test_what_is_quoted_or_excluded_stays_as_typed(text):
    assert others(text) == []


def test_nothing_to_expand_changes_nothing():
    text = parse_text("Schneeräumung")
    assert Vocabulary([JOBCENTER]).expand(text) is text or Vocabulary([JOBCENTER]).expand(text) == text
    assert Vocabulary([]).expand(text) == text


@pytest.mark.django_db
class TestChanges:
    @pytest.fixture(autouse=True)
    def _fresh(self, no_concepts):
        vocabulary.forget()
        yield
        vocabulary.forget()

    def test_saved_and_deleted_concepts_work_at_once_in_this_process(self):
        assert expand(parse_text("Jobcenter")).synonyms == ()
        concept = Concept.objects.create(german="Jobcenter", english="job centre")
        assert expand(parse_text("Jobcenter")).synonyms[0].others == ("job centre",)
        concept.delete()
        assert expand(parse_text("Jobcenter")).synonyms == ()

    def test_change_of_another_process_is_seen_after_seconds(self, monkeypatch):
        now = [100.0]
        monkeypatch.setattr(vocabulary.time, "monotonic", lambda: now[0])
        assert expand(parse_text("Jobcenter")).synonyms == ()
        Concept.objects.bulk_create([Concept(name="Jobcenter", german="Jobcenter", english="job centre")])
        assert expand(parse_text("Jobcenter")).synonyms == ()
        now[0] += vocabulary.LOOK_AGAIN_SECONDS
        assert expand(parse_text("Jobcenter")).synonyms[0].others == ("job centre",)
        Concept.objects.all()._raw_delete("default")
        now[0] += vocabulary.LOOK_AGAIN_SECONDS
        assert expand(parse_text("Jobcenter")).synonyms == ()

    def test_expanding_asks_the_database_once_in_a_while(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            expand(parse_text("Jobcenter"))
        with django_assert_num_queries(0):
            expand(parse_text("Jobcenter"))
