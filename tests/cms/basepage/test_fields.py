import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cms.basepage.fields import (
    lines,
    partial_date_text,
    read_partial_date,
    span_of_partial_dates,
    validate_partial_date,
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2017", "2017"),
        ("4/2017", "2017-04"),
        ("04.2017", "2017-04"),
        ("12. 4. 2017", "2017-04-12"),
        ("April 2017", "2017-04"),
        ("12. april 2017", "2017-04-12"),
        ("May 2018", "2018-05"),
        ("13/2017", "13/2017"),
        ("bald", "bald"),
        ("", ""),
    ],
)
def test_date_is_read_as_people_type_it(typed, stored):
    assert read_partial_date(typed) == stored


@pytest.mark.parametrize("value", ["bald", "2017-13", "1899", "2017-4", "20170412", "2017-04-32"])
def test_what_is_no_date_is_refused(value):
    with pytest.raises(ValidationError):
        validate_partial_date(value)


@pytest.mark.parametrize(
    ("language", "start", "end", "text"),
    [
        ("de", "2017-04", "2019-12", "April 2017 bis Dezember 2019"),
        ("de", "2017-04", "", "seit April 2017"),
        ("de", "", "2019", "bis 2019"),
        ("de", "2018-06-14", "2018-06-14", "14. Juni 2018"),
        ("de", "", "", ""),
        ("en", "2017-04", "2019", "April 2017 to 2019"),
    ],
)
def test_span_reads_as_a_sentence_says_it(language, start, end, text):
    with translation.override(language):
        assert span_of_partial_dates(start, end) == text


def test_unreadable_date_says_nothing():
    assert partial_date_text("irgendwann") == ""


def test_lines_are_entries_without_their_bullets():
    assert lines("- Stifte\n\n• Papier\nFlipchart ") == ["Stifte", "Papier", "Flipchart"]
