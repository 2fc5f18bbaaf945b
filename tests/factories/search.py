"""Saved searches come about as in life, through the action."""

from typing import Any

from network.people.models import User
from search.saved.actions import save_search
from search.saved.models import Frequency, SavedSearch
from search.searching import SearchRequest
from tests.factories.people import UserFactory


def make_saved_search(
    text: str = "Quittenprojekt",
    *,
    owner: User | None = None,
    name: str = "",
    frequency: str = Frequency.AT_ONCE,
    **filters: Any,
) -> SavedSearch:
    request = SearchRequest(text=text, filters=filters)
    return save_search(owner=owner or UserFactory(), request=request, name=name or text or "Alles", frequency=frequency)
