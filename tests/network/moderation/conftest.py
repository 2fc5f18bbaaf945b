from collections.abc import Iterator

import pytest
from django.core.cache import cache

from network.people.models import User
from tests.factories.people import CoordinatorFactory, UserFactory


@pytest.fixture(autouse=True)
def _nobody_has_reported_yet() -> Iterator[None]:
    """Limits are counted in the cache by the number of the person, and a rolled back test gives numbers again."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def coordinator() -> User:
    return CoordinatorFactory(first_name="Kora", last_name="Ordnung")


@pytest.fixture
def author() -> User:
    return UserFactory(first_name="Otto", last_name="Schreibt")


@pytest.fixture
def reporter() -> User:
    return UserFactory(first_name="Rita", last_name="Meldet")
