"""Documents for tests of engines; without a database behind them."""

import datetime as dt
from typing import Any

from search.documents import PUBLIC, SearchDocument


def document(key: str, title: str, *passages: str, **fields: Any) -> SearchDocument:
    known: dict[str, Any] = {"type": "experience", "lang": "de", "access": (PUBLIC,)}
    return SearchDocument(id=key, title=title, passages=passages, **known | fields)


CHILDCARE = document(
    "page:1",
    "Lernen ohne Sorge",
    "Die Betreuung der Kinder während des Deutschkurses übernimmt die Volkshochschule.",
    "Elf von vierzehn Müttern haben bestanden.",
    facets={"topic": ("language", "education"), "municipality": ("krefeld",), "state": ("NW",), "country": ("DE",)},
    keywords=("Krefeld", "Sprache"),
    date=dt.date(2017, 4, 1),
)
HOUSING = document(
    "page:2",
    "Flüchtlinge finden eine Wohnung",
    "Der Wohnungslotse spricht mit Vermietern und Wohnungsbaugesellschaften.",
    "Ein Haus der Integration kam später dazu.",
    facets={"topic": ("housing",), "municipality": ("freiburg",), "state": ("BW",), "country": ("DE",)},
    keywords=("Freiburg", "Wohnen"),
    date=dt.date(2018, 6, 14),
)
TORONTO = document(
    "page:3",
    "Mentors for newcomers",
    "Experienced employees meet newcomers twelve times and open their networks to them.",
    type="idea",
    lang="en",
    facets={"topic": ("work",), "tag": ("mentoring",), "country": ("CA",)},
    keywords=("Toronto", "Canada"),
    date=dt.date(2016, 1, 1),
)
INTERNAL = document(
    "post:9",
    "Wer kennt eine Wohnungsbörse?",
    "Wir haben das Quittenprojekt eingestellt.",
    type="post",
    is_reply=True,
    access=("space:7",),
    facets={"municipality": ("geheimstadt",)},
    keywords=("Krisenraum",),
    date=dt.date(2019, 1, 1),
)
ALL = (CHILDCARE, HOUSING, TORONTO, INTERNAL)
