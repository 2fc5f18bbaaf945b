"""The part of the engines' contract that is about counts and about the order of municipalities."""

from itertools import combinations
from typing import Any

import pytest

from search.documents import FACETS, PUBLIC
from search.engines.base import Engine, EngineResult
from tests.search.documents import document, many, placed

MEMBER = (PUBLIC, "space:7")
CHOICES = (
    ("type", ("experience",)),
    ("target_group", ("women", "families")),
    ("actor_group", ("school",)),
    ("municipality", ("a", "b")),
    ("size", ("large",)),
    ("legal_regime", ("sgb_ii",)),
)
"""What is chosen in the matrix of combinations: one and several values, of groups with one and with several a text."""

LIGHT = {"with_facets": False, "limit": 1}


def ids(result: EngineResult) -> list[str]:
    return [hit.document.id for hit in result.hits]


class CountContract:
    ask: Any
    """Of EngineContract."""
    CHOSEN = (0, 1, 2, 4)
    """How many of CHOICES are chosen together."""

    @pytest.mark.parametrize("text", ["", "Kurs", "Kurs -Garten"])
    def test_count_of_every_value_is_what_choosing_it_finds(self, engine, text):
        """For every combination of none, one, two and all but two of CHOICES, unless a class asks for less."""
        with engine.writing() as writer:
            writer.put(many())
        for size in self.CHOSEN:
            for chosen in combinations(CHOICES, size):
                self.check_counts(engine, text, dict(chosen))

    def check_counts(self, engine: Engine, text: str, filters: dict[str, tuple[str, ...]]) -> None:
        facets = self.ask(engine, text, filters=filters).facets
        assert set(facets) == set(FACETS)
        for name, counts in facets.items():
            found = {value: self.ask(engine, text, filters={**filters, name: (value,)}, **LIGHT) for value in counts}
            assert counts == {value: result.total for value, result in found.items()}, (text, filters, name)
            if counts and name not in ("target_group", "municipality"):  # one value a text: together they are the sum
                together = self.ask(engine, text, filters={**filters, name: tuple(counts)}, **LIGHT)
                assert together.total == sum(counts.values()), (text, filters, name)

    def test_version_in_another_language_is_left_out_and_still_counted_as_a_choice(self, engine):
        german = document("page:1", "Kurs mit Kinderbetreuung", also_in=("en",))
        english = document("page:2", "Course with childcare (Kurs)", lang="en", also_in=("de",))
        only_english = document("page:3", "A course elsewhere (Kurs)", lang="en")
        with engine.writing() as writer:
            writer.put([german, english, only_english])
        for text in ("", "Kurs"):
            found = self.ask(engine, text, unless_in="de")
            assert (sorted(ids(found)), found.total) == (["page:1", "page:3"], 2)
            assert found.facets["lang"] == {"de": 1, "en": 2}
            assert sorted(ids(self.ask(engine, text, filters={"lang": ("en",)}))) == ["page:2", "page:3"]
            assert ids(self.ask(engine, text, filters={"lang": ("en",)}, unless_in="de")) == ["page:3"]

    @pytest.mark.parametrize("text", ["Kinderbetreuung", '"Betreuung der Kinder"'])
    def test_filters_that_leave_nothing_do_not_loosen_the_question(self, engine, text):
        """Else a click would show what no count has told of: a text that has a few letters or words in common."""
        said = "Kinderbetreuung, also die Betreuung der Kinder"
        with engine.writing() as writer:
            writer.put([document("page:1", said), document("page:2", "Die Kinder betreut niemand", type="idea")])
        assert self.ask(engine, text).facets["type"] == {"experience": 1}
        narrowed = self.ask(engine, text, filters={"type": ("idea",)})
        assert (narrowed.total, narrowed.is_relaxed, narrowed.facets["type"]) == (0, False, {"experience": 1})

    # --- order by municipality ---

    ORDER = (("a",), ("b", "c"), ("empty",), ("d",))

    @pytest.mark.parametrize("text", ["", "Kurs"])
    def test_results_stand_in_the_order_of_their_municipalities(self, engine, text):
        """Page by page the same as all at once: groups in order, the own order within, the rest last."""
        with engine.writing() as writer:
            writer.put(placed())
        plain = self.ask(engine, text, limit=100)
        rank = {value: n for n, group in enumerate(self.ORDER) for value in group}
        expected = sorted(
            plain.hits,
            key=lambda hit: min((rank.get(v, 9) for v in hit.document.facets.get("municipality", ())), default=9),
        )
        wanted = [hit.document.id for hit in expected]
        assert len(wanted) == len(placed())
        for size in (1, 3, 7, 100):
            pages = [
                self.ask(engine, text, order=self.ORDER, limit=size, offset=start)
                for start in range(0, len(wanted) + size, size)
            ]
            assert [key for page in pages for key in ids(page)] == wanted
            assert {page.total for page in pages} == {len(wanted)}
            assert all(page.facets == plain.facets for page in pages)

    def test_order_holds_within_filters_and_access(self, engine):
        with engine.writing() as writer:
            writer.put(placed())
            writer.put([document("post:1", "Kurs", access=("space:7",), facets={"municipality": ("a",)})])
        first = self.ask(engine, "Kurs", order=self.ORDER, filters={"municipality": ("d", "b")}, limit=100)
        assert first.hits
        assert all({"b", "d"} & set(hit.document.facets["municipality"]) for hit in first.hits)
        assert "post:1" not in ids(self.ask(engine, "Kurs", order=self.ORDER, limit=100))
        assert ids(self.ask(engine, "Kurs", MEMBER, order=self.ORDER, only=("post:1", "page:1"), limit=1)) == ["post:1"]
        assert ids(self.ask(engine, "Zylinderkopfdichtung", order=self.ORDER)) == []

    def test_order_of_two_thousand_municipalities(self, engine):
        order = tuple((f"m{number}",) for number in range(2_000))
        with engine.writing() as writer:
            writer.put(
                document(f"page:{n}", "Kurs", facets={"municipality": (f"m{(n * 7) % 2_000}",)}) for n in range(2_000)
            )
        for offset in (0, 40, 1_990):
            found = self.ask(engine, "Kurs", order=order, offset=offset, limit=20)
            places = [int(hit.document.facets["municipality"][0][1:]) for hit in found.hits]
            assert places == list(range(offset, min(offset + 20, 2_000)))
