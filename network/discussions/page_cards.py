"""Links to pages of this site that stand alone in a paragraph, shown as cards.

What a card says is asked for each reader, who gets the plain link where there is nothing that this person may read.
Packages with pages register how they are found. No other site is ever asked.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext

from network.discussions.models import Thread
from network.people.models import User

MOST_ON_A_PAGE = 40
LONE_LINK = re.compile(r'^<p><a href="([^"]+)"[^>]*>(?!@)[^<]*</a></p>$', re.MULTILINE)
QUOTATION = re.compile(r"<(/?)blockquote>")
THREAD = re.compile(r"/(?:de|en)/raeume/[\w-]+/(\d{1,18})/")


@dataclass(frozen=True)
class Card:
    title: str
    url: str
    kind: str
    place: str = ""
    text: str = ""
    lang: str = ""
    """Of title and text."""


Find = Callable[[Collection[str], User], dict[str, Card]]
"""By path of the site, such as /de/ideen/sprachpaten/; only what the person may read. One query, however many."""

_registered: list[Find] = []


def register_cards(find: Find) -> None:
    if find in _registered:
        raise ValueError(f"{find} is registered twice")
    _registered.append(find)


def lone_paths(html: str) -> list[str]:
    """The addresses of this site that stand alone in a paragraph of their own, not in a quotation."""
    return [path for _found, path in _lone_links(html)]


def cards_for(texts: Iterable[str], user: User) -> dict[str, Card]:
    """For all posts of a page at once; where none of them has such a link, nothing is asked."""
    paths = list(dict.fromkeys(path for html in texts for path in lone_paths(html)))[:MOST_ON_A_PAGE]
    found: dict[str, Card] = {}
    for find in _registered if paths else ():
        found |= find([path for path in paths if path not in found], user)
    return found


def with_cards(html: str, cards: dict[str, Card]) -> str:
    """The links for which there is a card, replaced by it."""
    for match, path in reversed(_lone_links(html) if cards else []):
        if path in cards:
            context = {
                "card": cards[path],
                "address": unescape(match[1]),
                "is_foreign": cards[path].lang != get_language(),
            }
            card = render_to_string("network/discussions/page_card.html", context)
            html = html[: match.start()] + card + html[match.end() :]
    return html


def _lone_links(html: str) -> list[tuple[re.Match[str], str]]:
    if "<p><a href=" not in html:
        return []
    found = [(match, path) for match in LONE_LINK.finditer(html) if (path := _local_path(unescape(match[1])))]
    return [(match, path) for match, path in found if not _is_quoted(html, match.start())]


def _is_quoted(html: str, place: int) -> bool:
    return sum(-1 if match[1] else 1 for match in QUOTATION.finditer(html[:place])) > 0


def _local_path(address: str) -> str:
    """Empty for other sites, files, and what carries a search."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_here = (not parts.scheme and not parts.netloc) or f"{parts.scheme}://{parts.netloc}" == settings.PUBLIC_URL
    return parts.path if is_here and parts.path.endswith("/") and not parts.query else ""


def find_threads(paths: Collection[str], user: User) -> dict[str, Card]:
    ids = {path: int(match[1]) for path in paths if (match := THREAD.fullmatch(path))}
    if not ids:
        return {}
    threads = Thread.objects.visible_to(user).filter(pk__in=ids.values()).select_related("space")
    cards = {thread.pk: _thread_card(thread) for thread in threads}
    return {path: cards[pk] for path, pk in ids.items() if pk in cards}


def _thread_card(thread: Thread) -> Card:
    count = thread.post_count
    return Card(
        title=thread.title,
        url=thread.get_absolute_url(),
        kind=thread.get_kind_display(),
        place=thread.space.title,
        text=ngettext("%(number)d post", "%(number)d posts", count) % {"number": count},
        lang=thread.language,
    )
