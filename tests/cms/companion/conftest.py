from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_has_written_yet() -> Iterator[None]:
    """Limits are counted in the cache by the number of the person, and a rolled back test gives numbers again."""
    cache.clear()
    yield
    cache.clear()
