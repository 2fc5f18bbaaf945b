"""Names of countries in German and English beside their ISO 3166 code (`countries.csv`: code;German;English)."""

import csv
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

TABLE = Path(__file__).with_name("countries.csv")
ALSO_CALLED = {"UK": "GB", "USA": "US", "U.S.A.": "US", "GROSSBRITANNIEN": "GB", "GREAT BRITAIN": "GB", "ENGLAND": "GB"}


@cache
def _names() -> dict[str, tuple[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {code: (german, english) for code, german, english in csv.reader(file, delimiter=";")}


@cache
def _codes() -> dict[str, str]:
    named = {name.upper(): code for code, names in _names().items() for name in names}
    return named | {code: code for code in _names()} | ALSO_CALLED


def country_name(country: str, language: str | None = None) -> str:
    """By code, in the reader's language; what is no known code stays as it was written."""
    names = _names().get(country)
    if names is None:
        return country
    return names[1 if (language or get_language() or "de").startswith("en") else 0]


def country_code(text: str) -> str:
    """The code of a country written as code or name in either language; an unknown one stays as it was written."""
    text = text.strip()
    return _codes().get(text.upper(), text)
