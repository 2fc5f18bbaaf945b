"""Who is named beside a post. In a failure room that is the class of the municipality and a letter, unless the author
chose the own name for this post: `Post.alias` says it, wherever the post is shown and whatever becomes of its space.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from network.discussions.models import Post, Thread
from network.municipalities.classes import MunicipalityClass, class_among
from network.municipalities.places import municipality_of, place_of
from network.people.models import User
from network.spaces.models import Space
from network.spaces.readers import readers_of

SALT = "discussions.alias"


@dataclass(frozen=True)
class Byline:
    name: str
    place: str = ""
    id: int = 0
    """Of the person; in a failure room a number that means nothing outside of its thread."""
    names: dict[str, str] = field(default_factory=dict)
    """By language, where the name is not a name."""


def byline(post: Post) -> Byline:
    return _of(post.author, post.alias, post.thread_id)


def byline_of_thread(thread: Thread) -> Byline:
    return _of(thread.author, thread.alias, thread.pk)


def name_of(post: Post) -> str:
    """Without asking for the municipality."""
    return _name(post.author, post.alias)


def name_of_last(thread: Thread) -> str:
    return _name(thread.last_author, thread.last_alias)


def _name(author: User | None, alias: str) -> str:
    return label_of(alias) if alias else (author.get_full_name() if author else "")


def _of(author: User | None, alias: str, thread_id: int) -> Byline:
    if alias:
        return Byline(label_of(alias), id=alias_id(thread_id, author.pk if author else None), names=labels_of(alias))
    return Byline(author.get_full_name(), place_of(author), author.pk) if author else Byline("")


def label_of(alias: str) -> str:
    code, _bar, letter = alias.rpartition("|")
    return f"{MunicipalityClass.from_code(code).label} ({letter})"


def labels_of(alias: str) -> dict[str, str]:
    """By language; none where it is a name."""
    labels: dict[str, str] = {}
    if not alias:
        return labels
    for language, _name in settings.LANGUAGES:
        with override(language):
            labels[language] = label_of(alias)
    return labels


def alias_id(thread_id: int, person: int | None) -> int:
    """So that an open page knows its reader's own posts. Small enough for JavaScript, too large to be somebody's id."""
    if person is None:
        return 0
    digest = salted_hmac(SALT, f"{thread_id}:{person}", algorithm="sha256").digest()
    return 2**52 + int.from_bytes(hashlib.blake2b(digest, digest_size=6).digest(), "big")


def alias_for(author: User, space: Space, posts: Sequence[Post] = (), *, is_named: bool = False) -> str:
    """The one the author has among these posts of the thread, or a new one with the next letter; empty: by name.

    Asked under the lock of the space, so no two people get the same letter.
    """
    if not space.is_failure_room or is_named:
        return ""
    own = next((post.alias for post in posts if post.author_id == author.pk and post.alias), "")
    if own:
        return own
    taken = {post.alias.rpartition("|")[2] for post in posts if post.alias}
    return f"{class_among(municipality_of(author), readers_of(space)).code}|{_letter(len(taken))}"


def alias_of_author(thread: Thread) -> str:
    """As the author of the thread appears in it, whatever posts have come or gone: never by name for want of a post."""
    if not thread.space.is_failure_room or thread.author_id is None:
        return thread.alias
    own = thread.posts.filter(author=thread.author_id).order_by("number").first()
    return own.alias if own else thread.alias


def aliased_posts(thread: Thread) -> list[Post]:
    """Also those that are gone: their letters are not given again."""
    return (
        list(thread.posts.exclude(alias="").only("author", "alias", "thread")) if thread.space.is_failure_room else []
    )


def preview(author: User, space: Space, posts: Sequence[Post] = ()) -> str:
    """How the author will appear, said beside the editor; nothing where it is by name."""
    alias = alias_for(author, space, posts)
    return label_of(alias) if alias else ""


def _letter(number: int) -> str:
    """A to Z, then AA, AB …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters
