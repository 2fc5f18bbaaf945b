"""Asking the network: a thread that says whom it asks."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from network.discussions.actions import open_thread
from network.discussions.models import Thread
from network.municipalities.models import Municipality
from network.people.models import User
from network.spaces.models import Space
from search.asking.models import NetworkQuestion
from search.asking.notifications import tell_municipalities
from search.saved.models import question_key


def ask_network(
    *,
    author: User,
    space: Space,
    title: str,
    body: str,
    searched_text: str,
    municipalities: Iterable[Municipality] = (),
    client_id: UUID | None = None,
) -> Thread:
    """Opens the thread and tells the asked municipalities, once; sent again with the same `client_id` it does nothing."""
    if not author.has_perm("search.ask_network"):
        raise PermissionDenied(_("Sign in to ask the network."))
    with transaction.atomic():
        thread = open_thread(
            author=author, space=space, title=title, body=body, kind=Thread.Kind.QUESTION, client_id=client_id
        )
        defaults = {"question_key": question_key(searched_text)}
        question, is_new = NetworkQuestion.objects.get_or_create(thread=thread, defaults=defaults)
        if is_new:
            asked = list(municipalities)
            question.municipalities.set(asked)
            tell_municipalities(thread, asked)
    return thread
