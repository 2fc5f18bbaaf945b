from datetime import date

import pytest
from django.utils import translation

from network.config.templatetags.interface import days, initials


@pytest.mark.parametrize(
    ("first", "last", "english"),
    [
        (date(2018, 6, 14), None, "14 June 2018"),
        (date(2018, 6, 14), date(2018, 6, 14), "14 June 2018"),
        (date(2018, 6, 14), date(2018, 6, 15), "14 and 15 June 2018"),
        (date(2018, 6, 14), date(2018, 6, 16), "14 to 16 June 2018"),
        (date(2018, 6, 30), date(2018, 7, 1), "30 June and 1 July 2018"),
        (date(2018, 12, 30), date(2019, 1, 2), "30 December 2018 to 2 January 2019"),
        (None, None, ""),
    ],
)
def test_days_reads_as_a_sentence_says_it(first, last, english):
    with translation.override("en"):
        assert days(first, last) == english


@pytest.mark.parametrize(
    ("name", "short"), [("Demo-Mitglied Krefeld", "DK"), ("redaktion", "R"), ("", "–"), ("  Ada  van Dam ", "AD")]
)
def test_initials_are_first_and_last(name, short):
    assert initials(name) == short
