import pytest

from search.analysis import fold, grams, guess_language, stem
from search.queries import LONGEST_TEXT, MOST_WORDS, ParsedText, parse_text


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Flüchtlingshäuser", "fluchtlingshauser"),
        ("Fluechtlingshaeuser", "fluchtlingshauser"),
        ("Straße", "strasse"),
        ("neue Steuer, Bauer, Quelle", "neue steuer, bauer, quelle"),
        ("Café", "cafe"),
        ("العربية", "العربية"),
    ],
)
def test_fold(written, folded):
    assert fold(written) == folded


def test_english_keeps_its_vowels():
    assert fold("issues and values", "en") == "issues and values"


@pytest.mark.parametrize(
    ("forms", "language"), [(("Wohnung", "Wohnungen"), "de"), (("Haus", "Häuser"), "de"), (("mentor", "mentors"), "en")]
)
def test_forms_of_a_word_have_one_stem(forms, language):
    assert len({stem(form, language) for form in forms}) == 1


def test_grams_of_a_word():
    assert (grams("Kurse"), grams("SGB")) == (("kurs", "urse"), ())


@pytest.mark.parametrize(
    ("text", "language"),
    [("Wie haben andere das gelöst?", "de"), ("How did others solve it?", "en"), ("Sprachkurs", None), ("", None)],
)
def test_guess_language(text, language):
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("text", "words", "phrases", "excluded"),
    [
        ("Wie wird Kinderbetreuung bezahlt?", ("Kinderbetreuung", "bezahlt"), (), ()),
        ("der die das", ("der", "die", "das"), (), ()),
        ('"Haus der Integration" Wuppertal', ("Wuppertal",), (("Haus", "der", "Integration"),), ()),
        ("„Haus der Integration“", (), (("Haus", "der", "Integration"),), ()),
        ("Kurs -Abend", ("Kurs",), (), (("Abend",),)),
        ('Kurs -"am Abend"', ("Kurs",), (), (("am", "Abend"),)),
        ("„Model C“-Schulen -Gebühren", ("Schulen",), (("Model", "C"),), (("Gebühren",),)),
        ("SGB-II-Träger", ("SGB", "II", "Träger"), (), ()),
        ("Köln: Radverkehr", ("Köln", "Radverkehr"), (), ()),
        ('offen " gelassen', ("offen", "gelassen"), (), ()),
        ('"" - -- "', (), (), ()),
        ("Kurs Amt kurs Kurs", ("Kurs", "Amt"), (), ()),
    ],
)  # fmt: skip
def test_parse_text(text, words, phrases, excluded):
    parsed = parse_text(text)
    assert (parsed.words, parsed.phrases, parsed.excluded) == (words, phrases, excluded)


def test_long_question_is_cut_and_says_so():
    assert parse_text(" ".join(f"wort{n}" for n in range(50))).is_cut is True
    assert len(parse_text(" ".join(f"wort{n}" for n in range(50))).words) == MOST_WORDS
    assert parse_text("wort " * LONGEST_TEXT).is_cut is True
    assert parse_text("ein Wort").is_cut is False


def test_empty_question():
    assert parse_text(" \x00 🚲 ") == ParsedText()
    assert ParsedText().is_empty is True


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hat schon eine Kommune Kinderbetreuung während der Kurse gelöst?", ("Kinderbetreuung", "Kurse")),
        ("Has any city solved childcare during language courses?", ("childcare", "language", "courses")),
        ("Gibt es eine Stadt, die Wohnungen vermittelt", ("Wohnungen", "vermittelt")),
        ("hat jemand Erfahrung mit Elterncafés", ("Elterncafés",)),
        ("Wer hat Erfahrungen mit Dolmetschern?", ("Dolmetschern",)),
        ("does anybody have experience with parents' cafés", ("parents", "cafés")),
        ("Welche anderen Städte haben ein Welcome Center", ("Welcome", "Center")),
        ("Which city has the oldest bridge?", ("city", "oldest", "bridge")),
        ("gelöst", ("gelöst",)),
        ("Erfahrung mit", ("Erfahrung",)),
        ("Stadt Krefeld", ("Stadt", "Krefeld")),
        ('Hat eine Stadt "Erfahrung mit" Kitas', ("Stadt", "Kitas")),
    ],
)
def test_what_only_says_that_others_are_asked_is_not_sought(text, words):
    assert parse_text(text).words == words
