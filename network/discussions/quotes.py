"""Quotes of posts: what is quoted, by whom, and the way back to it.

A quote is a Markdown quotation whose first line names its source, `> Ada Muster, #17:`. It becomes a link to the post
where the post with this number in the space is by this person; whoever puts words into another's mouth gets no link.
"""

import re

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.discussions.models import Post, Thread
from network.spaces.models import Space

SOURCE = re.compile(r"^> (?P<name>[^\n]{1,310}), #(?P<number>\d{1,18}):$", re.MULTILINE)
LONGEST = 1500
"""Who answers to more than this quotes the part that is meant."""


def quote_of(post: Post) -> str:
    """What the post itself says, without what it quotes, as a quotation to answer under."""
    own = "\n".join(line for line in post.body.splitlines() if not line.startswith(">")).strip()
    text = own if len(own) <= LONGEST else f"{own[:LONGEST].rstrip()} …"
    name = post.author.get_full_name() if post.author else _("Former member")
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


def links_to_sources(body: str, space: Space) -> dict[str, str]:
    """For `render_markdown`: the sources named in the text that are what they claim to be."""
    named = {int(found["number"]): found["name"] for found in SOURCE.finditer(body)}
    posts = Post.objects.filter(space=space, number__in=named).select_related("author") if named else ()
    return {
        f"{named[post.number]}, #{post.number}:": _in_any_language(post, space)
        for post in posts
        if post.author and post.author.get_full_name() == named[post.number]
    }


def _in_any_language(post: Post, space: Space) -> str:
    """Without the language of who wrote: the site leads each reader on to the own one."""
    post.space = space
    return post.get_absolute_url().removeprefix(f"/{get_language()}")
