"""What every test stands on: a migrated database, an empty site in it, and its rows after each test that commits."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from network.config import caching
from tests.database import FirstRows, empty_quickly
from tests.kept import migrated_sqlite

ROWS_OF_MIGRATIONS, FIRST_ROWS = FirstRows("migrated"), FirstRows("aside")


@pytest.fixture(autouse=True)
def _language_of_the_settings() -> Iterator[None]:
    """A request leaves its language active in the thread, as in a server; the next test must not speak it."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def _patience_with_redis() -> Iterator[None]:
    """A busy machine is no Redis that is away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caching, "SECONDS_TO_ANSWER", 20)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """SQLite starts from a copy; it lies in this process's temporary directory and goes with it."""
    return connections["default"].vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The copy lies in place before Django looks for it; PostgreSQL copies by itself (DATABASE_TEMPLATE)."""
    if connections["default"].vendor == "sqlite":
        migrated_sqlite(Path(connections["default"].settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    gc.freeze()  # nothing of all that was imported will be garbage
    with django_db_blocker.unblock():
        ROWS_OF_MIGRATIONS.keep()
        empty_site()
        FIRST_ROWS.keep()
        empty_quickly()


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
    if item.get_closest_marker("any_database"):
        return False
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
