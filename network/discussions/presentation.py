"""What the templates of threads and posts are given: plain values, no reasoning left to do."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from network.discussions.bylines import byline, byline_of_thread, name_of_last
from network.discussions.models import Post, Reaction, Thread
from network.discussions.page_cards import Card, cards_for, with_cards
from network.discussions.poll_results import own_votes, poll_item, poll_of
from network.discussions.rules import ThreadAbilities
from network.people.excerpts import excerpt
from network.people.models import User
from network.spaces.models import Space


def thread_card(thread: Thread, space: Space) -> dict[str, Any]:
    home = thread.space if thread.space_id != space.pk else space
    url = reverse("discussions:thread-detail", args=[home.slug, thread.pk])
    unread, opener = getattr(thread, "unread_count", 0), byline_of_thread(thread)
    return {
        "id": thread.pk,
        "title": thread.title,
        "home": home.title if home.pk != space.pk else "",
        "url": f"{url}?unread" if unread else url,
        "foreign_language": thread.language if thread.language != get_language() else "",
        "kind": thread.get_kind_display(),
        "is_question": thread.is_question,
        "is_answered": thread.accepted_post_id is not None,
        "is_closed": thread.is_closed,
        "is_pinned": thread.is_pinned and home.pk == space.pk,
        "author": opener.name,
        "place": opener.place,
        "post_count": thread.post_count,
        "unread_count": unread,
        "last_author": name_of_last(thread),
        "last_at": thread.last_post_at,
    }


def post_items(posts: Iterable[Post], thread: Thread, user: User, abilities: ThreadAbilities) -> list[dict[str, Any]]:
    posts = list(posts)
    cards = cards_for((post.body_html for post in posts), user)
    votes = own_votes(posts, user)
    items = [_post_item(post, thread, user, abilities, cards) for post in posts]
    for post, item in zip(posts, items, strict=True):
        if (poll := poll_of(post)) is not None:
            item["poll"] = poll_item(
                poll,
                votes.get(poll.pk, {}),
                can_vote=abilities.reply,
                can_close=abilities.write and (item["is_own"] or abilities.manage),
                can_change=item["is_own"] and abilities.reply,
            )
    return items


def _post_item(
    post: Post, thread: Thread, user: User, abilities: ThreadAbilities, cards: dict[str, Card]
) -> dict[str, Any]:
    is_own = post.author_id == user.pk
    is_accepted, line = post.pk == thread.accepted_post_id, byline(post)
    item = {
        "number": post.number,
        "anchor": post.anchor,
        "address": f"../beitrag/{post.number}/",  # of discussions.urls, seen from the page of the thread
        "author": line.name,
        "place": line.place,
        "created_at": post.created_at,
        "edited_at": post.edited_at,
        "body_html": mark_safe(with_cards(post.body_html, cards)),  # made by render_markdown, never by a reader
        "is_deleted": post.is_deleted,
        "is_removed": post.is_removed,
        "hidden_reason": post.get_hidden_reason_display(),
        "is_told_why": post.is_hidden and (is_own or abilities.manage),
        "is_accepted": is_accepted,
        "is_own": is_own,
        "files": post.attachments,
        "reactions": reaction_items(post, user),
        "can_react": abilities.react and not is_own and not post.is_deleted,
        "can_quote": abilities.reply and not post.is_deleted,
        "can_edit": is_own and abilities.reply and not post.is_deleted,
        "can_delete": (is_own or abilities.manage) and not post.is_deleted,
        "can_report": not is_own and not post.is_deleted,
        "can_accept": abilities.accept and not post.is_deleted and post.number != first_number(thread),
    }
    may = [value for name, value in item.items() if name.startswith("can_")]
    return item | {"has_actions": any(may) or bool(item["reactions"])}


def reaction_items(post: Post, user: User) -> list[dict[str, Any]]:
    """Those that somebody gave, in their fixed order."""
    return [
        {"kind": kind, "label": label, "count": len(post.reactions[kind]), "is_mine": user.pk in post.reactions[kind]}
        for kind, label in Reaction.choices
        if post.reactions.get(kind)
    ]


def beginning_of(post: Post, length: int) -> str:
    """As running text, of what it says itself."""
    return excerpt(post.body_html, length)


def first_number(thread: Thread) -> int | None:
    """The question itself is no answer to it; `first_number` is annotated where a page is built."""
    return getattr(thread, "first_number", None)


def as_attribute(values: Mapping[str, Any]) -> SafeString:
    """JSON for an attribute in single quotes: much less than with each of its quotation marks escaped."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&'"}))


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def first_new(items: Iterable[dict[str, Any]], read_number: int) -> int | None:
    """The number of the post above which the page says that what follows is new; nowhere if one was never here."""
    if not read_number:
        return None
    fresh = (item for item in items if item["number"] > read_number and not item["is_own"] and not item["is_deleted"])
    return next((item["number"] for item in fresh), None)
