"""The contract on the embedded engine, and what only files on a disk can do."""

import multiprocessing
import threading
from pathlib import Path

import pytest

from search.engines.base import EngineUnavailableError, WriterBusyError
from search.engines.embedded import EmbeddedEngine
from search.queries import EngineQuery, parse_text
from tests.search.contract import VISITOR, EngineContract, ids
from tests.search.documents import CHILDCARE, HOUSING, TORONTO


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


class TestEmbedded(EngineContract):
    @pytest.fixture
    def engine(self, folder: Path) -> EmbeddedEngine:
        engine = EmbeddedEngine(folder)
        engine.rebuild([])
        return engine


def everything(engine: EmbeddedEngine) -> list[str]:
    return sorted(ids(engine.search(EngineQuery(parse_text(""), VISITOR))))


def test_missing_index_is_not_ready(folder):
    engine = EmbeddedEngine(folder)
    assert engine.is_ready() is False
    with pytest.raises(EngineUnavailableError):
        everything(engine)


def test_index_of_another_schema_is_not_ready(folder):
    engine = EmbeddedEngine(folder)
    engine.rebuild([[CHILDCARE]])
    version = folder / (folder / "current").read_text()
    version.rename(folder / version.name.replace("v", "v0"))
    (folder / "current").write_text(version.name.replace("v", "v0"))
    assert engine.is_ready() is False


@pytest.mark.parametrize("damage", ["meta", "segments", "pointer"])
def test_damaged_index_is_discarded_and_can_be_rebuilt(folder, damage):
    EmbeddedEngine(folder).rebuild([[CHILDCARE, HOUSING]])
    version = folder / (folder / "current").read_text()
    if damage == "meta":
        (version / "meta.json").write_text("{")
    elif damage == "pointer":
        (folder / "current").write_bytes(b"\xff\xfe")
    else:
        for path in version.glob("*.*"):
            if path.suffix not in {".json", ".lock"}:
                path.write_bytes(b"no index")
    engine = EmbeddedEngine(folder)
    with pytest.raises(EngineUnavailableError):
        everything(engine)
    assert engine.is_ready() is False
    engine.rebuild([[CHILDCARE]])
    assert everything(engine) == ["page:1"]


def test_two_engines_see_each_others_commits_and_rebuilds(folder):
    first, second = EmbeddedEngine(folder), EmbeddedEngine(folder)
    first.rebuild([[CHILDCARE]])
    assert everything(second) == ["page:1"]
    with second.writing() as writer:
        writer.put([HOUSING])
    assert everything(first) == ["page:1", "page:2"]
    second.rebuild([[TORONTO]])
    assert everything(first) == ["page:3"]


def test_second_writer_is_told_or_waits(folder):
    engine = EmbeddedEngine(folder)
    engine.rebuild([])
    holds, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with EmbeddedEngine(folder).writing() as writer:
            writer.put([CHILDCARE])
            holds.set()
            may_end.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    assert holds.wait(10)
    with pytest.raises(WriterBusyError), engine.writing():
        pass
    threading.Timer(0.1, may_end.set).start()
    with engine.writing(wait_seconds=10) as writer:
        writer.put([HOUSING])
    thread.join()
    assert everything(engine) == ["page:1", "page:2"]


def _write_and_die(folder: Path) -> None:
    import os

    with EmbeddedEngine(folder).writing() as writer:
        writer.put([HOUSING])
        os._exit(1)


def test_writer_that_dies_leaves_lock_and_index_usable(folder):
    engine = EmbeddedEngine(folder)
    engine.rebuild([[CHILDCARE]])
    process = multiprocessing.get_context("spawn").Process(target=_write_and_die, args=(folder,))
    process.start()
    process.join()
    assert everything(engine) == ["page:1"]
    with engine.writing(wait_seconds=5) as writer:
        writer.put([TORONTO])
    assert everything(engine) == ["page:1", "page:3"]


def test_only_the_index_in_use_stays_on_the_disk(folder):
    engine = EmbeddedEngine(folder)
    for _ in range(3):
        engine.rebuild([[CHILDCARE]])
    assert [path.name for path in folder.glob("v*-*")] == [(folder / "current").read_text()]
