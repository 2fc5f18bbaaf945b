"""The contract on a real search server, and what only a server can do."""

import itertools
import os
from collections.abc import Iterator

import pytest

from search.engines.server import ServerEngine
from tests.search.contract import EngineContract
from tests.services.search import search_server

numbers = itertools.count()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Of the server this run was given, or of one of its own."""
    given = os.environ.get("SEARCH_URL", "")
    if given.startswith(("opensearch", "elasticsearch")):
        yield given.rstrip("/")
    else:
        with search_server() as server:
            yield server.url


@pytest.fixture
def engine(url) -> Iterator[ServerEngine]:
    """An empty index with a name of its own."""
    engine = ServerEngine(f"{url}/test-{os.getpid()}-{next(numbers)}")
    engine.rebuild([])
    yield engine
    engine.discard()


class TestServer(EngineContract):
    @pytest.fixture
    def engine(self, engine: ServerEngine) -> ServerEngine:
        return engine
