"""Vectors in the search server's own k-NN: the contracts on a real server that has it."""

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from search import indexing, similar, vectors
from search.engines import get_engine
from search.engines.server import ServerEngine
from search.meaning import to_bytes
from search.models import DocumentVectors
from search.searching import SearchRequest, search
from search.vector_server import VectorServer
from search.vector_store import meaning, vector_store
from tests.factories.cms import experience_page, idea_page
from tests.factories.discussions import make_thread
from tests.factories.people import UserFactory
from tests.search.conftest import SearchIndex, index_at
from tests.search.contract import EngineContract
from tests.search.documents import CHILDCARE, HOUSING
from tests.search.meaning_contract import ANYBODY, LANGUAGES, MEMBER, MeaningContract, towards
from tests.services.search import search_server


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with search_server(knn=True) as server:
        yield f"{server.url}/knn-{os.getpid()}"


@pytest.fixture
def engine(url: str) -> Iterator[ServerEngine]:
    engine = ServerEngine(url)
    engine.rebuild([])
    yield engine
    engine.discard()


@pytest.fixture
def search_index(settings, url: str, db: None) -> Iterator[SearchIndex]:
    settings.SEARCH_VECTORS = True
    yield from index_at(settings, url)


class TestServerWithVectors(EngineContract):
    CHOSEN = (1,)
    """Vectors change nothing in how values are counted: `test_server` goes through all combinations."""

    @pytest.fixture
    def engine(self, engine: ServerEngine) -> ServerEngine:
        return engine


class TestMeaningOnServer(MeaningContract):
    @pytest.fixture
    def engine(self, engine: ServerEngine) -> ServerEngine:
        return engine

    def meaning(self, engine: ServerEngine) -> VectorServer:
        knn = engine.knn()
        assert knn is not None
        return VectorServer(knn)

    def test_what_may_not_be_read_takes_nobodys_place(self, filled):
        """The filter is part of the question: one that came after would leave two of three."""
        assert set(filled.nearest(towards(0), MEMBER, LANGUAGES, 4)) == {"page:0", "page:10", "page:11", "page:12"}
        found = list(filled.nearest(towards(0), ANYBODY, LANGUAGES, 4))
        assert (len(found), set(found[:3])) == (4, {"page:0", "page:10", "page:12"})
        assert set(filled.like("page:0", ANYBODY.access, 10) or ()) == {"page:10", "page:12"}


# --- keeping them up to date ---


def near(engine: ServerEngine) -> dict[str, float]:
    knn = engine.knn()
    assert knn is not None
    found = VectorServer(knn).nearest(towards(0), MEMBER, LANGUAGES, 10)
    return {key: nearness.cosine for key, nearness in found.items()}


def test_vectors_go_with_the_text_and_come_with_a_rebuild(engine):
    own = to_bytes(towards(0)[None])
    with engine.writing() as writer:
        writer.put([CHILDCARE, HOUSING], lambda batch: {each.id: own for each in batch})
    assert set(near(engine)) == {"page:1", "page:2"}
    with engine.writing() as writer:
        writer.put([CHILDCARE])
        writer.remove(["page:2"])
    assert near(engine) == {}
    engine.rebuild([[CHILDCARE, HOUSING]], vectors_of=lambda batch: {"page:2": own})
    assert near(engine) == {"page:2": pytest.approx(1, abs=0.01)}


def test_index_without_vectors_is_written_and_said_to_have_none(engine, monkeypatch):
    """As of a server whose k-NN came later: the next rebuild takes it up, and meanwhile both are written."""
    monkeypatch.setattr("search.engines.server.server_knn.fields", lambda **kind: {"whole": {"type": "unheard-of"}})
    engine.rebuild([])
    monkeypatch.undo()
    assert engine.knn() is None

    def batches():
        with engine.writing(wait_seconds=10) as writer:
            writer.put([CHILDCARE], lambda batch: {"page:1": to_bytes(towards(0)[None])})
        assert list(engine.documents(["page:1"])) == ["page:1"]
        yield [HOUSING]

    engine.rebuild(batches())
    assert set(near(engine)) == {"page:1"}


# --- the whole of it ---


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
    cache.clear()
    return page


def test_answer_in_the_other_language_comes_from_the_server(english, monkeypatch):
    monkeypatch.setattr(vector_store(), "refresh", lambda: pytest.fail("vectors were read into memory"))
    response = search(SearchRequest("Wer betreut die Kinder, während die Mütter Deutsch lernen?"), None)
    assert [each.document.id for each in response.other_language][:1] == [f"page:{english.pk}"]
    assert "Children are looked after" in response.other_language[0].excerpt


def test_vectors_outlive_rebuilds_and_edits_of_other_things(english, search_index):
    indexing.rebuild()
    english.first_published_at = None
    english.tags.add("childcare")
    english.save_revision().publish()
    search_index.catch_up()
    assert DocumentVectors.objects.filter(vectors=None).count() == 0
    response = search(SearchRequest("Wer betreut die Kinder?", {"lang": ("en",)}), None)
    assert [each.document.id for each in response.results][:1] == [f"page:{english.pk}"]


def test_meaning_on_the_server_leaks_nothing(english, search_index):
    thread = make_thread(title="Schneepflug", body="Wer räumt nachts den Schnee mit Salz und Sand?")
    search_index.catch_up()
    vectors.embed_pending()
    question = vectors.encode(["Who clears the snow at night with salt and sand?"])
    assert question is not None
    assert f"thread:{thread.pk}" not in meaning().nearest(question[0], ANYBODY, LANGUAGES, 10)
    response = search(SearchRequest("Who clears the snow at night with salt and sand?", language="en"), UserFactory())
    assert f"thread:{thread.pk}" in {each.document.id for each in response.other_language}


def test_ideas_alike_come_from_the_server(search_index):
    text = "Kinder werden im selben Haus betreut, während die Mütter am Deutschkurs teilnehmen."
    one, other = (idea_page(title=title, summary=text, challenge=text) for title in ("Eins", "Zwei"))
    idea_page(title="Drei", summary="Der Bauhof räumt nachts den Schnee.", challenge="Er streut Salz auf die Straßen.")
    search_index.catch_up()
    while vectors.embed_pending():
        pass
    assert meaning().is_filtered
    assert similar.similar_ideas(one) == [other]


def test_readyz_names_the_server(search_index, client):
    assert get_engine().knn() is not None
    assert client.get("/readyz").json()["meaning"] == "ok: by the k-NN of the search server"
