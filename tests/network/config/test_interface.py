from datetime import date

import pytest
from django.utils import translation

from network.config.templatetags.interface import day, initials


def test_day_reads_as_english_does():
    with translation.override("en"):
        assert day(date(2018, 6, 14)) == "14 June 2018"


@pytest.mark.parametrize(
    ("name", "short"), [("Demo-Mitglied Krefeld", "DK"), ("redaktion", "R"), ("", "–"), ("  Ada  van Dam ", "AD")]
)
def test_initials_are_first_and_last(name, short):
    assert initials(name) == short
