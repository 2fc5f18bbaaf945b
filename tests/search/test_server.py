"""The contract on a real search server, and what only a server can do."""

import os
import threading
import time
from collections.abc import Iterator

import pytest

from search.engines import server_client, server_turns
from search.engines.base import EngineUnavailableError, IndexMissingError, WriterBusyError
from search.engines.server import ServerEngine, send
from search.engines.server_schema import row_of
from search.queries import EngineQuery, parse_text
from tests.search.conftest import given_server
from tests.search.contract import VISITOR, EngineContract, ids
from tests.search.documents import CHILDCARE, HOUSING, TORONTO, document
from tests.services.search import search_server

PREFIX = f"contract-{os.getpid()}"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Of the server this run was given, or of one of its own."""
    given = given_server()
    if given:
        yield f"{given}-{PREFIX}"
    else:
        with search_server() as server:
            yield f"{server.url}/{PREFIX}"


@pytest.fixture
def engine(url: str) -> Iterator[ServerEngine]:
    engine = ServerEngine(url)
    engine.rebuild([])
    yield engine
    engine.discard()


class TestServer(EngineContract):
    @pytest.fixture
    def engine(self, engine: ServerEngine) -> ServerEngine:
        return engine


def everything(engine: ServerEngine) -> list[str]:
    return sorted(ids(engine.search(EngineQuery(parse_text(""), VISITOR))))


def as_soon_as_it_answers(engine: ServerEngine) -> list[str]:
    until = time.monotonic() + 60
    while True:
        try:
            return everything(engine)
        except EngineUnavailableError:  # it reads its index first
            assert time.monotonic() < until
            time.sleep(0.1)


def names(engine: ServerEngine) -> set[str]:
    return {name for _version, name in engine._all_indexes()}


# --- versions ---


def test_missing_index_is_told_apart_from_a_server_that_is_away(engine, url):
    engine.discard()
    assert (engine.is_ready(), engine.is_missing()) == (False, True)
    with pytest.raises(IndexMissingError):
        everything(engine)
    away = ServerEngine("opensearch://127.0.0.1:1/none")
    assert (away.is_ready(), away.is_missing()) == (False, False)
    with pytest.raises(EngineUnavailableError):
        everything(away)


def test_only_the_index_in_use_stays(engine):
    for _ in range(2):
        engine.rebuild([[CHILDCARE]])
    assert names(engine) == {engine._named(engine.alias)}


def test_two_engines_see_each_others_writing_and_rebuilds(engine, url):
    other = ServerEngine(url)
    engine.rebuild([[CHILDCARE]])
    with other.writing() as writer:
        writer.put([HOUSING])
    assert everything(engine) == ["page:1", "page:2"]
    other.rebuild([[TORONTO]])
    assert everything(engine) == ["page:3"]


def test_rebuild_takes_over_what_is_written_meanwhile(engine, url):
    with engine.writing() as writer:
        writer.put([document("page:1", "Alt"), document("page:2", "Weg")])

    def batches():
        with ServerEngine(url).writing(wait_seconds=10) as writer:
            writer.put([document("page:1", "Neu"), document("page:3", "Dazu")])
            writer.remove(["page:2"])
        assert everything(engine) == ["page:1", "page:3"]
        # Rows read before those changes, which come after them.
        yield [document("page:1", "Alt"), document("page:2", "Weg")]

    engine.rebuild(batches())
    assert {key: each.title for key, each in engine.documents(["page:1", "page:2", "page:3"]).items()} == {
        "page:1": "Neu",
        "page:3": "Dazu",
    }


def test_rebuild_that_was_cut_short_goes_on_and_is_up_to_date(engine, url):
    with engine.writing() as writer:
        writer.put([CHILDCARE, HOUSING, TORONTO])

    def cut_short():
        yield [CHILDCARE, HOUSING]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.rebuild(cut_short())
    with engine.writing() as writer:
        writer.remove(["page:2"])
    other = ServerEngine(url)
    begun = other.begun()
    assert begun is not None
    assert begun.ids == {"page:1"}
    assert other.rebuild([[TORONTO]], go_on=begun) == 2
    assert (everything(engine), other.begun(), len(names(engine))) == (["page:1", "page:3"], None, 1)


def test_rebuild_does_not_go_on_with_what_another_process_has_finished(engine):
    def cut_short():
        yield [CHILDCARE]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.rebuild(cut_short())
    begun = engine.begun()
    engine.rebuild([[HOUSING]])
    with pytest.raises(WriterBusyError):
        engine.rebuild([[TORONTO]], go_on=begun)
    assert everything(engine) == ["page:2"]


# --- turns ---


def test_second_writer_is_told_or_waits(engine, url):
    other = ServerEngine(url)
    holds, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with other.writing() as writer:
            writer.put([CHILDCARE])
            holds.set()
            may_end.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    assert holds.wait(20)
    with pytest.raises(WriterBusyError), engine.writing():
        pass
    threading.Timer(0.2, may_end.set).start()
    with engine.writing(wait_seconds=20) as writer:
        writer.put([HOUSING])
    thread.join()
    assert everything(engine) == ["page:1", "page:2"]


def test_turn_of_a_dead_writer_runs_out_and_its_late_words_are_refused(engine, url, monkeypatch):
    dead = ServerEngine(url)
    monkeypatch.setattr(dead.turns, "_renew", lambda turn, may_end: None)
    turn = dead.turns._try("writer")
    assert turn is not None
    monkeypatch.setattr(server_turns, "LEASE_SECONDS", 0.3)
    with engine.writing(wait_seconds=20) as writer:
        writer.put([document("page:1", "Neu")])
        writer.remove(["page:2"])
    late = {each.id: row_of(each) for each in (document("page:1", "Alt"), document("page:2", "Alt"))}
    send(dead.client, dead.alias, late, turn.number)
    found = engine.documents(["page:1", "page:2"])
    assert {key: each.title for key, each in found.items()} == {"page:1": "Neu"}


# --- what a server makes hard ---


def test_list_ends_where_servers_refuse_to_go_on(engine):
    with engine.writing() as writer:
        writer.put([CHILDCARE, HOUSING])
    query = EngineQuery(parse_text(""), VISITOR, offset=9_990, limit=20)
    assert (engine.search(query).hits, engine.search(query).total) == ([], 2)


def test_question_of_very_many_letters_is_answered(engine):
    with engine.writing() as writer:
        writer.put([CHILDCARE])
    text = " ".join(f"Volkshochschulverbandsvorsitzenden{letter}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    assert ids(engine.search(EngineQuery(parse_text(f"Volkshochschule {text}"), VISITOR))) == ["page:1"]


def test_server_that_died_is_said_to_be_away_and_is_asked_again_when_it_is_back(settings):
    settings.SEARCH_TIMEOUT = 20
    with search_server() as server:
        engine = ServerEngine(f"{server.url}/{PREFIX}")
        engine.rebuild([[CHILDCARE]])
        server.kill()
        began = time.monotonic()
        with pytest.raises(EngineUnavailableError):
            everything(engine)
        with pytest.raises(EngineUnavailableError), engine.writing():
            pass
        assert (engine.is_missing(), time.monotonic() - began < settings.SEARCH_TIMEOUT) == (False, True)
        settings.SEARCH_TIMEOUT = 60
        server.start()
        time.sleep(server_client.PAUSE_SECONDS)
        again = ServerEngine(f"{server.url}/{PREFIX}")
        assert as_soon_as_it_answers(again) == ["page:1"]
        with again.writing(wait_seconds=30) as writer:
            writer.put([HOUSING])
        assert everything(engine) == ["page:1", "page:2"]
