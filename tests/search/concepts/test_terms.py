import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from search.concepts.models import Concept
from search.concepts.terms import split_terms, term_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_concepts")]


def errors_of(**fields: str) -> dict[str, list[str]]:
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        Concept(**fields).full_clean()
    return caught.value.message_dict


def test_lines_become_terms():
    assert split_terms("  Jobcenter \r\n\n SGB-II-Träger\t\n") == ("Jobcenter", "SGB-II-Träger")


def test_spellings_of_one_term_are_one():
    assert term_key("SGB-II-Träger") == term_key("sgb ii traeger")


def test_concept_is_named_after_its_first_term_and_keeps_clean_lines():
    concept = Concept(german=" Jobcenter \n\n SGB-II-Träger ", english="job centre")
    concept.full_clean()
    concept.save()
    assert (concept.name, concept.german) == ("Jobcenter", "Jobcenter\nSGB-II-Träger")
    assert concept.summary == "Jobcenter = SGB-II-Träger = job centre"


def test_empty_concept_is_refused():
    assert errors_of() == {"german": ["Please name at least one term, and another one that means the same."]}
    assert errors_of(german="Jobcenter") == {
        "german": ["One term alone changes nothing. Please add another one that means the same."]
    }


def test_narrower_terms_alone_are_refused():
    assert list(errors_of(narrower="Kita\nHort")) == ["german"]


def test_term_named_twice_is_named():
    found = errors_of(german="SGB-II-Träger\nJobcenter", abbreviations="sgb ii traeger")
    assert found == {"abbreviations": ["“sgb ii traeger” is named twice."]}


def test_term_of_another_concept_is_named_with_it():
    Concept.objects.create(german="Jobcenter", english="job centre")
    found = errors_of(german="Grundsicherungsstelle", english="Job Centre")
    assert found == {"english": ["“Job Centre” already stands in “Jobcenter”. Please add the other terms there."]}


def test_concept_may_be_saved_again():
    concept = Concept.objects.create(german="Jobcenter", english="job centre")
    concept.english = "job centre\njob center"
    concept.full_clean()
    concept.save()
    assert Concept.objects.get().equal_terms == ("Jobcenter", "job centre", "job center")


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("***", "no word one could search for"),
        ("und die", "stands in nearly every text"),
        ("x", "stands in nearly every text"),
        ("ein zwei drei vier fünf sechs sieben", "is too long"),
        ("a" * 81, "is too long"),
        ("Kurs\u202e", "cannot be seen"),
        ("<script>alert(1)</script>" * 5, "is too long"),
    ],
)
def test_terms_that_cannot_be_searched_are_named(term, said):
    (sentence,) = errors_of(german=f"Jobcenter\n{term}")["german"]
    assert said in sentence


def test_too_many_terms_are_counted():
    (sentence,) = errors_of(german="\n".join(f"Wort{n}" for n in range(31)))["german"]
    assert "31" in sentence
