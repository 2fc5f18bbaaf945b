"""What every engine has to do. A test module subclasses EngineContract and gives it an engine with an empty index."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from search.concepts.models import Concept
from search.concepts.vocabulary import Vocabulary
from search.documents import NETWORK, PUBLIC
from search.engines.base import Engine, EngineResult
from search.queries import EngineQuery, NamedPlace, parse_text
from tests.search.count_contract import CountContract
from tests.search.documents import ALL, CHILDCARE, HOUSING, INTERNAL, TORONTO, document

VISITOR = (PUBLIC,)
MEMBER = (PUBLIC, NETWORK, "space:7")

HOSTILE = [
    '"',
    '"" -',
    "-",
    "--",
    "Köln: Radverkehr",
    "title:geheim AND (",
    "*:*",
    "body_de:/.*/ OR 1=1; DROP TABLE pages --",
    "a" * 10_000,
    "wort " * 2_000,
    "\x00 Kurs \x00",
    "🚲 Fahrrad 🚲",
    "אבג العربية",
    "[1 TO 5] ~2^8 \\ && || !",
    "%s %d {0} {{x}}",
    "-Kurs",
    "„offen",
]

CONCEPTS = (
    Concept(german="Volkshochschule", english="adult education centre", abbreviations="VHS"),
    Concept(german="Agentur für Arbeit\nArbeitsamt\nArbeitsagentur"),
    Concept(german="Kita", narrower="Hort"),
    Concept(german="Wohnungslotse\nWohnungspate"),
    Concept(german="Quittenprojekt\nQuittenvorhaben"),
)


def ids(result: EngineResult) -> list[str]:
    return [hit.document.id for hit in result.hits]


class EngineContract(CountContract):
    @pytest.fixture
    def engine(self) -> Engine:
        raise NotImplementedError

    @pytest.fixture
    def filled(self, engine: Engine) -> Engine:
        with engine.writing() as writer:
            writer.put(ALL)
        return engine

    def ask(
        self,
        engine: Engine,
        text: str = "",
        access: tuple[str, ...] = VISITOR,
        filters: Mapping[str, tuple[str, ...]] | None = None,
        **options: object,
    ) -> EngineResult:
        return engine.search(EngineQuery(parse_text(text), access, filters or {}, **options))  # type: ignore[arg-type]

    def found(self, engine: Engine, text: str, access: tuple[str, ...] = VISITOR, **options: object) -> list[str]:
        return ids(self.ask(engine, text, access, **options))  # type: ignore[arg-type]

    # --- words ---

    def test_word_in_any_form_is_found(self, filled):
        assert self.found(filled, "Wohnungen") == ["page:2"]
        assert self.found(filled, "Mentor") == ["page:3"]

    @pytest.mark.parametrize(
        "spelling", ["Flüchtlinge", "Fluechtlinge", "fluchtlinge", "FLÜCHTLINGE", "Flu\u0308chtlinge"]
    )
    def test_spellings_of_one_word_are_alike(self, filled, spelling):
        assert self.found(filled, spelling) == ["page:2"]

    def test_sharp_s_and_double_s_are_alike(self, engine):
        with engine.writing() as writer:
            writer.put([document("page:1", "Großtagespflege"), document("page:2", "Anderes")])
        assert self.found(engine, "Grosstagespflege") == ["page:1"]

    def test_compound_finds_its_parts(self, filled):
        assert self.found(filled, "Sprachkurs Kinderbetreuung")[0] == "page:1"

    def test_part_finds_compounds(self, filled):
        assert self.found(filled, "Lotse") == ["page:2"]

    def test_any_of_the_words_suffices_and_more_words_rank_higher(self, filled):
        assert self.found(filled, "Wohnung Betreuung Kinder")[:2] == ["page:1", "page:2"]

    def test_title_ranks_above_text(self, engine):
        with engine.writing() as writer:
            writer.put(
                [
                    document("page:1", "Ganz anderes", "Hier kommt auch eine Patenschaft vor."),
                    document("page:2", "Patenschaft", "Hier kommt auch etwas anderes vor."),
                ]
            )
        assert self.found(engine, "Patenschaft") == ["page:2", "page:1"]

    def test_place_and_topic_are_found_by_name(self, filled):
        assert self.found(filled, "Krefeld") == ["page:1"]

    def test_named_place_counts_once_however_often_a_text_says_it(self, engine):
        profile = document(
            "page:1", "Krefeld", "Krefeld liegt am Rhein. Krefeld und Krefelds Samt.", keywords=("Krefeld",)
        )
        account = document("page:2", "Zehn Zimmer", "Wohnungen für alle.", facets={"municipality": ("krefeld",)})
        elsewhere = document("page:3", "Anderswo", "Auch hier gibt es Straßenbahnen.")
        with engine.writing() as writer:
            writer.put([profile, account, elsewhere])
        assert self.found(engine, "Wohnungen Krefeld")[0] == "page:1"
        named = replace(parse_text("Wohnungen Krefeld"), places=(NamedPlace(("Krefeld",), ("krefeld",)),))
        result = engine.search(EngineQuery(named, VISITOR))
        assert ids(result) == ["page:2", "page:1"]
        bare = replace(parse_text("Krefeld"), places=(NamedPlace(("Krefeld",), ("krefeld",)),))
        assert ids(engine.search(EngineQuery(bare, VISITOR))) == ["page:1"]

    def test_function_words_alone_do_not_decide(self, filled):
        assert self.found(filled, "die Betreuung der Kinder")[0] == "page:1"

    def test_nothing_in_common_finds_nothing(self, filled):
        result = self.ask(filled, "Zylinderkopfdichtung")
        assert (result.total, result.hits) == (0, [])
        assert all(not counts for counts in result.facets.values())

    # --- quotes and exclusions ---

    def test_phrase_must_stand_as_quoted(self, filled):
        assert self.found(filled, '"Haus der Integration"') == ["page:2"]
        assert self.found(filled, "„Betreuung der Kinder“") == ["page:1"]

    def test_phrase_nobody_says_is_sought_as_words(self, filled):
        result = self.ask(filled, '"Kinder Betreuung Deutschkurses"')
        assert (ids(result), result.is_relaxed) == (["page:1"], True)

    def test_excluded_word_is_left_out(self, filled):
        assert self.found(filled, "Wohnung Betreuung -Vermieter") == ["page:1"]
        assert set(self.found(filled, "-Vermieter")) == {"page:1", "page:3"}

    def test_hyphen_within_a_word_excludes_nothing(self, engine):
        with engine.writing() as writer:
            writer.put([document("page:1", "SGB-II-Träger")])
        assert self.found(engine, "SGB-II") == ["page:1"]

    # --- mistakes ---

    @pytest.mark.parametrize(("typed", "meant"), [("Vermeitern", "Vermietern"), ("Volkshohcschule", "Volkshochschule")])
    def test_unknown_word_is_corrected(self, filled, typed, meant):
        result = self.ask(filled, typed)
        assert result.total == 1
        assert result.corrections == {typed: meant}

    def test_known_word_is_not_corrected(self, filled):
        assert self.ask(filled, "Wohnung").corrections == {}

    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_text_is_answered(self, filled, text):
        result = self.ask(filled, text)
        assert result.total >= len(result.hits) >= 0

    # --- words that mean the same ---

    def same(self, engine: Engine, text: str, access: tuple[str, ...] = VISITOR, **options: object) -> EngineResult:
        asked = Vocabulary(CONCEPTS).expand(parse_text(text))
        return engine.search(EngineQuery(asked, access, **options))  # type: ignore[arg-type]

    @pytest.mark.parametrize("text", ["adult education centre", "VHS", "Adult Education Centres"])
    def test_other_name_of_the_same_is_found(self, filled, text):
        assert ids(self.same(filled, text))[:1] == ["page:1"]
        assert "page:1" not in self.found(filled, text)

    def test_other_name_of_several_words_stands_as_a_phrase(self, engine):
        said = document("page:1", "Eins", "Die Agentur für Arbeit berät.")
        apart = document("page:2", "Zwei", "Die Agentur sucht Arbeit für Künstler.")
        named = document("page:3", "Drei", "Ganz ohne.", keywords=("Agentur für Arbeit",))
        with engine.writing() as writer:
            writer.put([said, apart, named])
        assert set(ids(self.same(engine, "Arbeitsamt"))) == {"page:1", "page:3"}

    def test_typed_word_weighs_more_than_its_other_names(self, engine):
        with engine.writing() as writer:
            writer.put(
                [
                    document("page:1", "Text", "Das Arbeitsamt berät."),
                    document("page:2", "Text", "Die Arbeitsagentur berät."),
                ]
            )
        assert ids(self.same(engine, "Arbeitsagentur")) == ["page:2", "page:1"]

    def test_wider_term_finds_the_narrower_and_not_the_reverse(self, engine):
        with engine.writing() as writer:
            writer.put(
                [document("page:1", "Eins", "Der Hort ist offen."), document("page:2", "Zwei", "Die Kita ist offen.")]
            )
        assert set(ids(self.same(engine, "Kita"))) == {"page:1", "page:2"}
        assert ids(self.same(engine, "Hort")) == ["page:1"]

    @pytest.mark.parametrize("text", ['"VHS"', "„VHS“", "Zylinderkopfdichtung -VHS"])
    def test_quoted_or_excluded_word_has_no_other_name(self, filled, text):
        assert ids(self.same(filled, text)) == []

    def test_excluded_other_name_stays_excluded(self, filled):
        assert ids(self.same(filled, "VHS Wohnung -Volkshochschule")) == ["page:2"]

    def test_word_that_has_another_name_is_no_mistake(self, filled):
        result = self.same(filled, "Wohnungspate Vermeitern")
        assert result.corrections == {"Vermeitern": "Vermietern"}

    def test_other_names_open_nothing(self, filled):
        assert ids(self.same(filled, "Quittenvorhaben")) == []
        assert ids(self.same(filled, "Quittenvorhaben", MEMBER)) == ["post:9"]

    # --- while typing ---

    def test_unfinished_word_is_found_by_its_beginning(self, filled):
        assert self.found(filled, "Betreuung Volksh", is_typing=True)[0] == "page:1"
        assert self.found(filled, "Ver", is_typing=True) == ["page:2"]
        assert self.found(filled, "flü", is_typing=True) == ["page:2"]

    def test_only_the_last_word_is_unfinished(self, filled):
        assert self.found(filled, "Ver xyzzy", is_typing=True) == []
        assert self.found(filled, "Ver") == []

    def test_unfinished_word_is_no_mistake(self, filled):
        assert self.ask(filled, "Wohnunx", is_typing=True).corrections == {}

    def test_beginning_opens_nothing(self, filled):
        assert self.found(filled, "Quittenpr", is_typing=True) == []
        assert self.found(filled, "Quittenpr", MEMBER, is_typing=True) == ["post:9"]

    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_text_is_answered_while_typing(self, filled, text):
        result = self.ask(filled, text, is_typing=True)
        assert result.total >= len(result.hits) >= 0

    # --- access ---

    def test_access_is_by_token(self, filled):
        assert self.found(filled, "Quittenprojekt") == []
        assert self.found(filled, "Quittenprojekt", MEMBER) == ["post:9"]
        assert self.found(filled, "Quittenprojekt", (PUBLIC, NETWORK, "space:70")) == []

    def test_counts_and_facets_show_only_what_is_accessible(self, filled):
        visitor, member = self.ask(filled), self.ask(filled, "", MEMBER)
        assert (visitor.total, member.total) == (3, 4)
        assert visitor.facets["municipality"] == {"krefeld": 1, "freiburg": 1}
        assert member.facets["municipality"] == {"krefeld": 1, "freiburg": 1, "geheimstadt": 1}
        assert "post" not in visitor.facets["type"]

    def test_corrections_come_only_from_what_is_accessible(self, filled):
        assert self.ask(filled, "Quitenprojekt").corrections == {}
        assert self.ask(filled, "Quitenprojekt", MEMBER).corrections == {"Quitenprojekt": "Quittenprojekt"}

    def test_word_of_inaccessible_text_is_corrected_like_an_unknown_one(self, engine):
        with engine.writing() as writer:
            writer.put([document("page:1", "Patenschaften"), document("post:2", "Patenshaften", access=("space:7",))])
        assert self.ask(engine, "Patenshaften").corrections == {"Patenshaften": "Patenschaften"}

    def test_hidden_document_is_neither_found_nor_counted(self, filled):
        result = self.ask(filled, hidden=("page:1",))
        assert (set(ids(result)), result.total) == ({"page:2", "page:3"}, 2)
        assert result.facets["municipality"] == {"freiburg": 1}

    # --- facets ---

    def test_values_of_one_group_are_alternatives(self, filled):
        assert set(self.found(filled, "", filters={"municipality": ("krefeld", "freiburg")})) == {"page:1", "page:2"}

    def test_groups_narrow_each_other(self, filled):
        assert self.found(filled, "", filters={"country": ("DE",), "topic": ("housing", "work")}) == ["page:2"]

    def test_counts_ignore_the_choice_in_their_own_group(self, filled):
        facets = self.ask(filled, filters={"country": ("DE",), "topic": ("housing",)}).facets
        assert facets["topic"] == {"language": 1, "education": 1, "housing": 1}
        assert facets["country"] == {"DE": 1}
        assert facets["type"] == {"experience": 1}
        assert facets["year"] == {"2018": 1}

    def test_more_values_than_ten_are_counted(self, engine):
        with engine.writing() as writer:
            writer.put([document(f"page:{n}", "Etwas", facets={"tag": (f"tag{n}",)}) for n in range(40)])
        assert len(self.ask(engine).facets["tag"]) == 40

    # --- lists ---

    def test_without_words_the_newest_come_first(self, filled):
        assert self.found(filled, "") == ["page:2", "page:1", "page:3"]

    def test_order_by_date(self, filled):
        assert self.found(filled, "Wohnung Betreuung Kinder Mentors", sort="date") == ["page:2", "page:1", "page:3"]

    def test_pages_of_the_list(self, filled):
        assert self.found(filled, "", limit=2) == ["page:2", "page:1"]
        second = self.ask(filled, "", limit=2, offset=2)
        assert (ids(second), second.total) == (["page:3"], 3)
        assert self.found(filled, "", offset=50) == []

    def test_only_and_similar(self, filled):
        assert self.found(filled, "", only=("page:3", "post:9")) == ["page:3"]
        assert set(self.found(filled, "Vermieter", similar=("page:3", "post:9"))) == {"page:2", "page:3"}

    # --- upkeep ---

    def test_document_comes_back_as_it_was_put(self, filled):
        assert filled.documents(["page:1", "page:404"]) == {"page:1": CHILDCARE}
        assert dict(filled.fingerprints()) == {each.id: each.to_json() for each in ALL}

    def test_put_replaces_and_remove_removes(self, filled):
        with filled.writing() as writer:
            writer.put([document("page:1", "Ganz neu")])
            writer.remove(["page:2", "page:404"])
        assert filled.count() == len(ALL) - 1
        assert self.found(filled, "Volkshochschule") == []
        assert self.found(filled, "neu") == ["page:1"]

    def test_failed_writing_changes_nothing(self, filled):
        with pytest.raises(RuntimeError), filled.writing() as writer:
            writer.remove(["page:1"])
            raise RuntimeError
        assert filled.count() == len(ALL)

    def test_rebuild_replaces_everything_and_tells_progress(self, filled):
        progress: list[int] = []
        count = filled.rebuild([[HOUSING], [TORONTO, INTERNAL]], on_progress=progress.append)
        assert (count, progress, filled.count()) == (3, [1, 3], 3)

    def test_failed_rebuild_leaves_the_old_index(self, filled):
        def batches():
            yield [HOUSING]
            raise RuntimeError

        with pytest.raises(RuntimeError):
            filled.rebuild(batches())
        assert filled.count() == len(ALL)

    def test_document_frequency_is_per_language(self, filled):
        assert filled.document_frequency("Wohnungen", ("de", "en")) == {"de": 1, "en": 0}
