import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from search.concepts import vocabulary
from search.engines import SERVER_SCHEMES, engine_at, get_engine
from search.engines.base import Engine
from search.indexing import process_outbox
from search.models import OutboxEntry
from search.vector_store import vector_store


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Topics, the site and restrictions are cached, vectors and concepts are kept; a test must not leave them to the next."""
    forget()
    yield
    forget()


def forget() -> None:
    cache.clear()
    vector_store().forget_all()
    vocabulary.forget()


def given_server() -> str:
    """The address of the search server this run was given, with the beginning of the names of its indexes."""
    url = os.environ.get("SEARCH_URL", "")
    return url if url.startswith(SERVER_SCHEMES) else ""


# The contract on a server has a step of its own in `make test`, which starts one.
collect_ignore = [] if given_server() else ["test_server.py", "test_server_knn.py"]


class SearchIndex:
    """The index of one test; `catch_up` is what the worker does four times a second."""

    @property
    def engine(self) -> Engine:
        return get_engine()

    def catch_up(self) -> int:
        return process_outbox(wait_seconds=10)

    def ids(self, *prefixes: str) -> set[str]:
        """Of everything in the index, or of what comes from these sources."""
        found = {key for key, _ in self.engine.fingerprints()}
        return {key for key in found if not prefixes or key.partition(":")[0] in prefixes}


@pytest.fixture
def search_index(settings, tmp_path: Path, db) -> Iterator[SearchIndex]:
    """An empty index of its own, up to date with an empty outbox; on the search server, if this run was given one."""
    server = given_server()
    yield from index_at(settings, f"{server}-{os.getpid()}" if server else f"embedded://{tmp_path / 'index'}")


def index_at(settings: Any, url: str) -> Iterator[SearchIndex]:
    settings.SEARCH_URL = url
    OutboxEntry.objects.all().delete()
    get_engine().rebuild([])
    yield SearchIndex()
    if url.startswith(SERVER_SCHEMES):
        get_engine().discard()
    engine_at.cache_clear()
