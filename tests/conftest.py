"""What every test stands on: services where a test needs one, and migrations' rows after each test that commits."""

import os
from collections.abc import Iterator

import pytest

from tests.services.redis import redis


@pytest.fixture(scope="session")
def service_valkey() -> Iterator[str]:
    """The URL of a Valkey server: the one this run was given, or one of its own."""
    given = os.environ.get("REDIS_URL")
    if given:
        yield given
    else:
        with redis() as url:
            yield url


@pytest.fixture(scope="session")
def service_postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server: the one this run was given, or one of its own."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
    else:
        from tests.services.postgres import postgres  # noqa: PLC0415 -- slow to import, seldom needed

        with postgres() as url:
            yield url


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits empties every table at its end; the rows that migrations made are put back for the next."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and mark.kwargs.get("transaction"):
            item.add_marker(pytest.mark.django_db(**mark.kwargs | {"serialized_rollback": True}), append=False)
