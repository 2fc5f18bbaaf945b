"""Quotes of posts: what is quoted, by whom, and the way back to it.

A quote is a Markdown quotation whose first line names its source, `> Ada Muster, #17:`. It becomes a link to the post
where the post with this number in the space is by this person; whoever puts words into another's mouth gets no link.
"""

import re
from functools import cache

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from network.discussions.bylines import labels_of, name_of
from network.discussions.models import FormerNumber, Post, Thread
from network.spaces.models import Space

SOURCE = re.compile(r"^> (?P<name>[^\n]{1,310}), #(?P<number>\d{1,18}):$", re.MULTILINE)
BLOCK = re.compile(r"^(?P<source>> [^\n]{1,310}, #(?P<number>\d{1,18}):)(?:\n>[^\n]*)*$", re.MULTILINE)
LONGEST = 1500
"""Who answers to more than this quotes the part that is meant."""


def own_lines(text: str) -> str:
    """Without what it quotes."""
    return "\n".join(line for line in text.splitlines() if not line.startswith(">"))


def quote_of(post: Post) -> str:
    """What the post itself says, without what it quotes, as a quotation to answer under."""
    own = own_lines(post.body).strip()
    text = own if len(own) <= LONGEST else f"{own[:LONGEST].rstrip()} …"
    name = name_of(post) or _("Former member")
    return "\n".join(f"> {line}".rstrip() for line in [f"{name}, #{post.number}:", *text.splitlines()])


def add_quote(text: str, post: Post) -> str:
    """Below what is written already, and only once."""
    quote = quote_of(post)
    return text if quote in text else f"{text.rstrip()}\n\n{quote}\n\n".lstrip()


def quotable(thread: Thread, number: str) -> Post | None:
    """The post of the thread with this number, if there is something to quote."""
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    return thread.posts.present().select_related("author").filter(number=int(number)).first()


def with_other_numbers(body: str, numbers: dict[int, int]) -> str:
    """The sources that have got another number, by that."""
    return SOURCE.sub(
        lambda found: f"> {found['name']}, #{numbers.get(int(found['number']), int(found['number']))}:", body
    )


def links_to_sources(body: str, space: Space) -> dict[str, str]:
    """For `render_markdown`: the sources named in the text that are what they claim to be."""
    named = {int(found["number"]): found["name"] for found in SOURCE.finditer(body)}
    posts = Post.objects.filter(space=space, number__in=named).select_related("author") if named else ()
    return {
        f"{named[post.number]}, #{post.number}:": _in_any_language(post, space)
        for post in posts
        if named[post.number] in _names_of(post)
    }


def _names_of(post: Post) -> set[str]:
    return {name_of(post), *labels_of(post.alias).values()} - {""}


def _in_any_language(post: Post, space: Space) -> str:
    """Without the language of who wrote: the site leads each reader on to the own one."""
    post.space = space
    return post.get_absolute_url().removeprefix(f"/{get_language()}")


# --- quotes of what the moderation has hidden


@cache
def placeholders() -> tuple[str, ...]:
    """What stands instead of the words, in each language; the site's own first."""
    texts = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            texts.append(f"> *{_('Hidden by the moderation.')}*")
    return tuple(texts)


def without_hidden_quotes(body: str, space: Space) -> str:
    return quotes_veiled(body, hidden_numbers_in(body, space))[0]


def hidden_numbers_in(body: str, space: Space) -> set[int]:
    """Of the posts it quotes, those that are hidden, by the numbers that they have or had here."""
    named = {int(found["number"]) for found in SOURCE.finditer(body)}
    if not named:
        return set()
    here = Post.objects.filter(space=space, number__in=named).exclude(hidden_reason="").order_by()
    former = FormerNumber.objects.filter(space=space, number__in=named).exclude(post__hidden_reason="")
    return set(here.values_list("number", flat=True).union(former.values_list("number", flat=True)))


def numbers_of(post: Post) -> dict[int, set[int]]:
    """By space, under which numbers it is quoted: where it stands, and where it stood before its thread was moved."""
    numbers = {post.space_id: {post.number}}
    for space, number in FormerNumber.objects.filter(post=post).values_list("space", "number"):
        numbers.setdefault(space, set()).add(number)
    return numbers


def quotes_veiled(body: str, numbers: set[int]) -> tuple[str, list[str]]:
    """Without what is quoted of these posts; and that, in the order in which it stood."""
    taken: list[str] = []

    def veil(block: re.Match[str]) -> str:
        veiled = f"{block['source']}\n{placeholders()[0]}"
        if int(block["number"]) not in numbers or block[0] == veiled:
            return block[0]
        taken.append(block[0])
        return veiled

    return (BLOCK.sub(veil, body), taken) if numbers else (body, taken)


def quotes_returned(body: str, taken: list[str]) -> str:
    """Each under the source that it was taken from, where that still stands veiled."""
    waiting = list(taken)

    def put_back(block: re.Match[str]) -> str:
        found = next((text for text in waiting if text.partition("\n")[0] == block["source"]), None)
        if found is None or not block[0].endswith(placeholders()):
            return block[0]
        waiting.remove(found)
        return found

    return BLOCK.sub(put_back, body)
