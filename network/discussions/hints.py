"""Whether a post in a failure room names somebody or some place: those who moderate are told, and decide."""

import re

from django.utils.translation import gettext as _

from network.discussions.mentions import Mentions
from network.discussions.models import Post
from network.discussions.quotes import own_lines
from network.moderation.actions import note
from network.moderation.registry import look_up
from network.municipalities.models import Municipality
from network.people.models import User

SHORTEST = 4
"""Shorter names of people are words of their own too often."""


def hint_at_names(post: Post, mentions: Mentions) -> None:
    """In the transaction of the post; nothing where it names nobody, or where its author chose the own name."""
    names = names_in(post, mentions) if post.alias else []
    if names:
        key = f"post:{post.pk}"
        note(subject=look_up([key])[key], names=names)


def names_in(post: Post, mentions: Mentions) -> list[str]:
    """Municipalities of the network, people who are mentioned, and the author's own name; not in what it quotes."""
    text = own_lines(post.body)
    places = Municipality.objects.in_network().values_list("name", flat=True)
    people = [person.get_full_name() for person in mentions.used_in(text).people.values()]
    found = [name for name in dict.fromkeys([*places, *people]) if _stands_in(text, name)]
    own = [name for name in _own_names(post.author) if len(name) >= SHORTEST and _stands_in(text, name)]
    # To say which word is the author's own name would tell who it is.
    return [*found, str(_("a person"))] if own else found


def _own_names(author: User | None) -> list[str]:
    return [author.first_name, author.last_name] if author else []


def _stands_in(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None
