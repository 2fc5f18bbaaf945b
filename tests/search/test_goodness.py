"""Whether a document answers, also by what editors say its words are called."""

import pytest

from search import goodness
from search.concepts.models import Concept
from search.concepts.vocabulary import Vocabulary
from search.queries import parse_text
from tests.search.documents import document

CONCEPTS = Vocabulary(
    [
        Concept(german="Volkshochschule", english="adult education centre", abbreviations="VHS"),
        Concept(german="Agentur für Arbeit\nArbeitsamt"),
        Concept(german="Kita", narrower="Hort"),
    ]
)


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("VHS", "Die Volkshochschule öffnet.", True),
        ("VHS Integrationskurs", "Der Integrationskurs der Volkshochschule.", True),
        ("VHS", "The centre for adult education opens.", True),
        ("VHS", "A centre for bicycles opens.", False),
        ("Agentur für Arbeit", "Das Arbeitsamt berät.", True),
        ("Arbeitsamt", "Die Agentur für Arbeit berät.", True),
        ("Arbeitsamt", "Die Agentur wirbt.", False),
        ("Kita", "Der Hort öffnet.", True),
        ("Hort", "Das Kind geht in die Kita.", False),
        ("VHS Parkplatz Gebühren", "Die Volkshochschule öffnet.", False),
    ],
)
def test_other_names_count_as_the_word(question, text, answers):
    asked = parse_text(question)
    language = "en" if "centre" in text else "de"
    found = document("page:1", "Etwas", text, lang=language)
    assert goodness.answers(CONCEPTS.expand(asked), found) is answers
    assert goodness.is_poor(CONCEPTS.expand(asked), [found], {}) is not answers
