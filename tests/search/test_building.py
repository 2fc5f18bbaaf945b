"""The tree a question becomes: what is asked of every engine alike."""

from dataclasses import replace

from search import ranking
from search.analysis import stem
from search.engines.building import QueryBuilder, cuts, terms_to_know
from search.engines.tree import AllOf, AnyOf, Boost, Constant, Everything, OneOf, Phrase, Term, Terms, leaves, silent
from search.queries import EngineQuery, NamedPlace, parse_text

GERMAN = {"lang": ("de",)}


def builder(text: str, frequencies=None, **options) -> QueryBuilder:
    query = EngineQuery(parse_text(text), ("public",), GERMAN, **options)
    return QueryBuilder(query, 0.6, dict.fromkeys(terms_to_know(query, {}), 0) | (frequencies or {}))


def test_compound_is_cut_where_the_index_knows_both_parts():
    known = {Term("body_de", "kind"): 5, Term("body_de", "betreu"): 3}

    word = builder("Kinderbetreuung", known).word("Kinderbetreuung")

    parts = [tree.child.children for tree in word.children if isinstance(tree, Boost) and isinstance(tree.child, AllOf)]
    assert parts == [(Term("body_de", "kind"), Term("body_de", "betreu"))]


def test_short_word_is_no_compound():
    assert list(cuts("Ausgabe")) == []


def test_all_frequencies_are_asked_for_at_once():
    query = EngineQuery(parse_text("Kinderbetreuung Kurs"), ("public",), GERMAN)
    wanted = set(terms_to_know(query, {"Kurs": "Kursleitung"}))

    assert {
        Term("body_de", stem("Kurs", "de")),
        Term("body_de", stem("Kursleitung", "de")),
        Term("body_de", "betreu"),
    } <= wanted


def test_question_of_nothing_has_no_text():
    assert builder("").text({}) is None


def test_exclusion_alone_looks_among_everything():
    assert builder("-Kurs").text({}) == AllOf(
        (silent(Everything()),),
        never=(AnyOf((Term("title_de", stem("Kurs", "de")), Term("body_de", stem("Kurs", "de")))),),
    )


def test_phrase_stands_in_title_or_text():
    assert builder("").phrase(("Haus", "Integration"), slop=2) == AnyOf(
        (Phrase("title_de", ("haus", "integration"), 2), Phrase("body_de", ("haus", "integration"), 2))
    )


def test_place_beside_a_topic_has_a_fixed_weight_and_lends_no_letters():
    place = NamedPlace(("Krefeld",), ("krefeld",))
    text = replace(parse_text("Wohnen Krefeld"), places=(place,))
    tree = QueryBuilder(EngineQuery(text, ("public",), GERMAN), 0.6, {}).text({})
    found = tree.children[0].children
    assert [each.score for each in found if isinstance(each, Constant)] == [ranking.PLACE]
    assert found[0].child.children[0] == OneOf("facet_municipality", ("krefeld",))
    letters = next(each.child.children[0].terms for each in tree.better if isinstance(each.child, AnyOf))
    assert "wohn" in letters
    assert "kref" not in letters


def test_access_and_what_is_hidden_never_score():
    assert builder("", hidden=("page:1",), only=("page:2",)).allowed() == AllOf(
        (Constant(OneOf("access", ("public",)), 0.0), Constant(OneOf("id", ("page:2",)), 0.0)),
        never=(OneOf("id", ("page:1",)),),
    )


def test_leaves_count_what_the_index_is_asked():
    tree = AllOf((AnyOf((Term("a", "b"), Terms("a", ("c", "d")))),), (Boost(Term("a", "e"), 2.0),), (Everything(),))

    assert leaves(tree) == 5
