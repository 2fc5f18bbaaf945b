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


def many() -> list[SearchDocument]:
    """Sixty texts in which all groups of facets vary, some with several values a text, some with none."""
    groups = {
        "target_group": ("women", "families", "refugees"),
        "actor_group": ("school", "job_centre", "club", "chamber"),
        "legal_regime": ("sgb_ii", "sgb_viii"),
        "phase": ("start", "needs"),
        "municipality": ("a", "b", "c"),
        "state": ("NW", "BY"),
        "size": ("large", "small"),
        "kind": ("town", "district"),
        "topic": ("work", "language"),
        "origin": ("editor", "municipality"),
    }

    def facets(number: int) -> dict[str, tuple[str, ...]]:
        found = {name: values[(number * 7 + at) % len(values)] for at, (name, values) in enumerate(groups.items())}
        chosen = {name: (value,) for name, value in found.items() if (number + len(name)) % 5}
        if number % 3 == 0:
            chosen["target_group"] = ("women", "families")
        if number % 4 == 0:
            chosen["municipality"] = ("a", "c")
        return chosen

    return [
        document(
            f"page:{number}",
            "Kurs" if number % 2 else "Kurs im Garten" if number % 3 else "Anderes",
            type=("experience", "idea", "meeting")[number % 3],
            lang=("de", "en")[number % 7 == 0],
            facets=facets(number),
            date=dt.date(2015 + number % 6, 1, 1),
        )
        for number in range(60)
    ]


def placed() -> list[SearchDocument]:
    """Texts of one, of several and of no municipality, each with a date and a relevance of its own for "Kurs"."""
    places = [("a",), ("b",), ("c",), ("d",), ("x",), (), ("d", "a"), ("c", "d", "x"), ("b", "a")]
    return [
        document(
            f"page:{number}",
            "Etwas",
            " ".join(["Kurs"] * (1 + number * 5 % 9) + ["Wort"] * (number * 11 % 31)),
            facets={"municipality": places[number % len(places)]},
            date=dt.date(2015, 1, 1) + dt.timedelta(days=number * 37 % 101),
        )
        for number in range(27)
    ]
