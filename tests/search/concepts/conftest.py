import pytest

from search.concepts.models import Concept


@pytest.fixture
def no_concepts(db: None) -> None:
    """The list an empty site begins with has terms of its own."""
    Concept.objects.all().delete()
