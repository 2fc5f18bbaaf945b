"""Who may find what: as tokens in the index, and once more against the rows when a result is shown."""

from collections.abc import Iterable
from typing import Any

from network.people.rules import is_active_user
from network.spaces.models import Space
from search.documents import NETWORK, PUBLIC, SearchDocument, space_token
from search.sources import readable_urls


def tokens_for(user: Any) -> tuple[str, ...]:
    """What the person holds at this moment: losing a space or an account takes effect with the next search."""
    if not is_active_user(user):
        return (PUBLIC,)
    spaces = Space.objects.visible_to(user).values_list("pk", flat=True)
    return (PUBLIC, NETWORK, *(space_token(pk) for pk in spaces))


def readable(documents: Iterable[SearchDocument], user: Any) -> dict[str, str]:
    """Address by id, of those documents whose rows the person may read now."""
    return readable_urls([document.id for document in documents], user)
