"""What every test stands on: services where a test needs one, an empty site, and its rows after each test that commits."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from tests.database import FirstRows, KeptDatabase
from tests.services.redis import redis

ROWS_OF_MIGRATIONS, FIRST_ROWS = FirstRows("migrated"), FirstRows("aside")


@pytest.fixture(autouse=True)
def _language_of_the_settings() -> Iterator[None]:
    """A request leaves its language active in the thread, as in a server; the next test must not speak it."""
    translation.deactivate()
    yield
    translation.deactivate()


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
def django_db_setup(
    kept_database: KeptDatabase | None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    gc.enable()
    if kept_database:
        kept_database.keep()
    with django_db_blocker.unblock():
        ROWS_OF_MIGRATIONS.keep()
        empty_site()
        FIRST_ROWS.keep()


def empty_site() -> None:
    """Most tests need the fixed pages, topics and groups; to set them up for each takes more time than the tests."""
    from django_tasks_db.models import DBTaskResult

    from cms.site.actions import set_up_site
    from search.models import OutboxEntry

    set_up_site()
    for work_to_do in (OutboxEntry, DBTaskResult):
        work_to_do.objects.all().delete()


@pytest.fixture
def only_migrated(transactional_db: None) -> None:
    """A database as `migrate` leaves it, without a site."""
    ROWS_OF_MIGRATIONS.put_back(instead_of=FIRST_ROWS)


def commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="leave out what no other database could change")


def asks_the_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"}
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(
        getattr(item, "fixturenames", ())
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-database"):
        left_out = [item for item in items if not asks_the_database(item)]
        items[:] = [item for item in items if asks_the_database(item)]
        config.hook.pytest_deselected(items=left_out)
    for item in items:
        if commits(item):
            mark = item.get_closest_marker("django_db")
            kept = mark.kwargs if mark else {}
            own = {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**kept | own), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test that commits leaves empty tables behind; the next one finds the empty site again."""
    result = yield
    if commits(item) and nextitem is not None:  # after the last one the database is gone
        with django_db_blocker_of(item).unblock():
            FIRST_ROWS.put_back()
    return result


def django_db_blocker_of(item: pytest.Item) -> DjangoDbBlocker:
    return item.config.stash[blocking_manager_key]
