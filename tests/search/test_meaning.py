"""Search by meaning, with the real encoder: about a second to load, once."""

import pytest
from django.utils import translation

from search import meaning, ranking, vectors
from search.engines.base import Engine
from search.meaning import Meaning
from search.models import DocumentVectors
from search.searching import SearchRequest, SearchResponse, search
from search.vector_store import vector_store
from tests.factories.cms import experience_page, idea_page
from tests.factories.discussions import make_thread
from tests.factories.people import UserFactory
from tests.search.meaning_contract import MeaningContract

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def _with_vectors(settings) -> None:
    settings.SEARCH_VECTORS = True


@pytest.fixture
def english(search_index):
    page = idea_page(
        "en", title="Grandparents next door", challenge="Children are looked after while their mothers learn German."
    )
    idea_page("en", title="A bicycle workshop", challenge="Old bicycles are repaired and given to newcomers.")
    experience_page(title="Bauhof", summary="Der Bauhof räumt den Schnee.", what_we_did="Wir streuen Salz.")
    search_index.catch_up()
    while vectors.embed_pending():
        pass
    return page


def test_answer_in_the_other_language_is_listed_apart(english):
    response = search(SearchRequest("Wer betreut die Kinder, während die Mütter Deutsch lernen?"), None)
    assert [each.document.id for each in response.other_language][:1] == [f"page:{english.pk}"]
    assert "Children are looked after" in response.other_language[0].excerpt


def test_question_in_german_filtered_to_english_finds_by_meaning(english):
    response = search(SearchRequest("Kinderbetreuung im Sprachkurs", {"lang": ("en",)}), None)
    assert [each.document.id for each in response.results][:1] == [f"page:{english.pk}"]
    assert response.total == sum(response.facets["type"].values())


def test_list_in_the_other_language_obeys_the_filters(english):
    response = search(SearchRequest("Wer betreut die Kinder?", {"type": ("meeting",)}), None)
    assert response.other_language == []


def test_meaning_leaks_nothing(english, search_index):
    with translation.override("en"):
        thread = make_thread(title="Snow ploughs", body="Who clears the snow at night with salt and sand?")
    search_index.catch_up()
    vectors.embed_pending()
    question = SearchRequest("Wer räumt nachts den Schnee mit Salz und Sand?")

    def everything(user) -> set[str]:
        response = search(question, user)
        return {each.document.id for each in (*response.results, *response.other_language)}

    assert f"thread:{thread.pk}" in everything(UserFactory())
    assert f"thread:{thread.pk}" not in everything(None)


QUESTION = "Wer räumt nachts den Schnee mit Salz und Sand?"


def test_what_may_not_be_read_takes_nobodys_place(english, search_index, monkeypatch):
    """A visitor's numbers are the same before and after something nearer is said in a space."""
    monkeypatch.setattr(ranking, "MOST_FOUND_BY_MEANING", 1)
    monkeypatch.setattr(ranking, "NEAR_ENOUGH", 0.0)

    def numbers() -> tuple[int, list[str]]:
        response = search(SearchRequest(QUESTION, {"type": ("experience", "thread")}), None)
        return response.total, [each.document.title for each in response.results]

    before = numbers()
    assert before == (1, ["Bauhof"])
    thread = make_thread(title="Wer räumt nachts den Schnee", body=QUESTION)
    search_index.catch_up()
    vectors.embed_pending()
    assert f"thread:{thread.pk}" in {
        each.document.id for each in search(SearchRequest(QUESTION), UserFactory()).results
    }
    assert numbers() == before


@pytest.mark.parametrize("text", ["Kinderbetreuung im Sprachkurs", QUESTION, "childcare", "Zahnarzt", "Salz"])
def test_count_of_each_value_is_what_choosing_it_finds(english, text):
    """Also of a language, which is searched by meaning where the question is in the other one."""

    def found(**filters: tuple[str, ...]) -> SearchResponse:
        return search(SearchRequest(text, filters), None)

    for start in ({}, {"type": ("meeting",)}, {"lang": ("en",)}):
        for name, counts in found(**start).facets.items():
            clicked = {value: found(**{**start, name: (value,)}).total for value in counts}
            assert counts == clicked, (text, start, name)


def test_filters_that_leave_nothing_find_nothing_near(english):
    assert search(SearchRequest("Schneeräumung"), None).total == 1
    response = search(SearchRequest("Schneeräumung", {"type": ("idea",)}), None)
    assert (response.total, response.is_poor) == (0, True)


@pytest.mark.parametrize(("text", "total"), [("KdU", 0), ("AsylbLG", 0), ("Glätteunfälle", 1)])
def test_abbreviation_that_nobody_says_is_near_to_nothing(english, monkeypatch, text, total):
    for name in ("NEAR_A_WORD_THAT_NOBODY_SAYS", "NEAR_IN_OTHER_LANGUAGE"):
        monkeypatch.setattr(ranking, name, -1.0)
    assert bool(search(SearchRequest(text), None).total) == bool(total)


def test_vectors_are_computed_once_and_go_with_the_document(english, search_index):
    assert vectors.embed_pending() == 0
    row = DocumentVectors.objects.get(key=f"page:{english.pk}")
    assert meaning.unpack(bytes(row.vectors)).shape[1] == meaning.DIMENSIONS
    english.delete()
    search_index.catch_up()
    assert not DocumentVectors.objects.filter(key=f"page:{english.pk}").exists()


def test_packing_changes_nothing_that_matters():
    encoded = vectors.encode(["Die Stadt hilft bei der Suche nach einer Wohnung."])
    assert encoded is not None
    restored = meaning.unpack(meaning.pack(encoded)).astype("float32") / meaning.SCALE
    assert float((encoded * restored).sum()) > 0.99


def test_new_vectors_reach_the_store_of_the_process(english):
    store = vector_store()
    store.refresh()
    known = len(store.keys)
    store.refresh()
    assert len(store.keys) == known > 0


def test_without_an_encoder_search_goes_by_words(english, settings):
    settings.SEARCH_VECTORS = False
    response = search(SearchRequest("Children mothers German", language="en"), None)
    assert [each.document.id for each in response.results][:1] == [f"page:{english.pk}"]


def test_vectors_wait_while_there_is_no_index(english, search_index, caplog):
    idea_page("en", title="Another idea")
    search_index.catch_up()
    search_index.engine.discard()
    vectors.embed_periodically()
    assert DocumentVectors.objects.filter(vectors=None).count() == 1
    assert caplog.records == []


class TestMeaningInMemory(MeaningContract):
    @pytest.fixture
    def engine(self, search_index) -> Engine:
        return search_index.engine

    def meaning(self, engine: Engine) -> Meaning:
        return vector_store()
