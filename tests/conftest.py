"""What every test stands on: services where a test needs one, and migrations' rows after each test that commits."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from tests.database import KeptDatabase
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
        from tests.services.postgres import postgres

        with postgres() as url:
            yield url


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """SQLite starts from a copy; it lies in this process's temporary directory and goes with it."""
    return connections["default"].vendor == "sqlite"


@pytest.fixture(scope="session")
def kept_database(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[KeptDatabase | None]:
    if connections["default"].vendor != "sqlite":
        yield None
        return
    kept = KeptDatabase(Path(connections["default"].settings_dict["TEST"]["NAME"]))
    yield kept
    kept.let_others_in()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(kept_database: KeptDatabase | None) -> None:
    """The copy lies in place before Django looks for it. Migrating makes much garbage; looking for it doubles the time."""
    gc.disable()


@pytest.fixture(scope="session")
def django_db_setup(kept_database: KeptDatabase | None, django_db_setup: None) -> None:
    gc.enable()
    if kept_database:
        kept_database.keep()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits empties every table at its end; the rows that migrations made are put back for the next."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and mark.kwargs.get("transaction"):
            item.add_marker(pytest.mark.django_db(**mark.kwargs | {"serialized_rollback": True}), append=False)
