"""What a letter about conversations says: written when it is sent, of what its reader may read then and has not read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.notifications.choosing import stop_letters
from network.notifications.letters import KIND
from network.notifications.models import Event, Letter, Rhythm
from network.notifications.registry import (
    Content,
    Entry,
    LetterKind,
    Place,
    kind_of,
    read_entries,
    register_letter,
    reply_address,
)
from network.notifications.sending import mail_host
from network.notifications.wishes import wishes_of_one
from network.people.emails import absolute_url
from network.people.excerpts import excerpt
from network.people.models import User

MOST_POSTS = 10
"""In a letter about one conversation; the rest is a number and a link."""
MOST_EXCERPTS = 3
"""Of one conversation in a letter about several."""
EXCERPT = 280


@dataclass
class Topic:
    """A conversation and what is new in it."""

    place: Place
    entries: list[Entry] = field(default_factory=list)


def register() -> None:
    register_letter(
        LetterKind(
            name=KIND,
            write=write,
            stop=stop_letters,
            stop_text=_stop_text,
            settings_url="notifications:preferences",
        )
    )


def _stop_text(what: list[str]) -> str:
    return (
        _("No more e-mails about this conversation come. In the network you are still told.")
        if what
        else _("No more e-mails about what happens here come. In the network you are still told.")
    )


def write(letter: Letter) -> Content | None:
    events = list(letter.events.select_related("notification").order_by("pk"))
    notes = _notes(letter.recipient, events)
    topics = _topics(letter.recipient, events)
    if not notes and not topics:
        return None
    is_single = bool(letter.target_key) and len(topics) <= 1
    only = topics[0] if is_single and topics else None
    reply_to = reply_address(letter.recipient, only.place.scope) if only else ""
    return Content(
        template="notifications/letter",
        context={
            "subject": _subject(notes, topics, only),
            "notes": notes,
            "groups": _groups(topics, is_single=is_single),
            "is_single": is_single,
            "can_reply": bool(reply_to),
            "reason": kind_of(events[0].notification.verb).reason if is_single else _digest_reason(),
        },
        stop=[only.place.scope] if only else [],
        headers=_headers(only) if only else {},
        sender=_sender(only.entries) if only else "",
        reply_to=reply_to,
    )


def _digest_reason() -> str:
    return _("You receive this e-mail because you take part in these conversations or follow them.")


def _notes(user: User, events: list[Event]) -> list[dict[str, str]]:
    """What the notification itself says all of, unless it was read meanwhile."""
    if wishes_of_one(user, ()).preference.rhythm == Rhythm.NEVER:
        return []
    unread = {event.notification_id: event.notification for event in events if not event.key}
    return [
        {"subject": note.subject, "text": note.text, "url": absolute_url(note.url)}
        for note in unread.values()
        if note.is_unread
    ]


def _topics(user: User, events: list[Event]) -> list[Topic]:
    """In the order of what happened first; each post once, whatever it was told for."""
    direct = {event.key for event in events if kind_of(event.notification.verb).is_direct}
    entries = read_entries(user, sorted({event.key for event in events if event.key}))
    wishes = wishes_of_one(user, {place.scope for entry in entries.values() for place in entry.places})
    topics: dict[str, Topic] = {}
    for key, entry in sorted(entries.items(), key=lambda item: (item[1].at, _number(item[0]))):
        scopes = [place.scope for place in entry.places]
        is_wanted = wishes.wants(scopes, is_concerned=True, is_direct=key in direct)
        if is_wanted and wishes.rhythm(scopes) != Rhythm.NEVER:
            topics.setdefault(scopes[0], Topic(entry.places[0])).entries.append(entry)
    return list(topics.values())


def _number(key: str) -> int:
    """Of two things at the same moment the one that was stored first comes first."""
    return int(key.partition(":")[2])


def _groups(topics: list[Topic], *, is_single: bool) -> list[dict[str, Any]]:
    """Conversations by the space they stand in."""
    groups: dict[str, dict[str, Any]] = {}
    most = MOST_POSTS if is_single else MOST_EXCERPTS
    for topic in topics:
        space = topic.entries[0].places[-1]
        group = groups.setdefault(space.scope, {"title": space.title, "url": absolute_url(space.url), "topics": []})
        group["topics"].append(
            {
                "title": topic.place.title,
                "url": absolute_url(topic.entries[0].url),
                "entries": [_entry(entry, is_whole=is_single) for entry in topic.entries[:most]],
                "more": max(len(topic.entries) - most, 0),
            }
        )
    return list(groups.values())


def _entry(entry: Entry, *, is_whole: bool) -> dict[str, Any]:
    """A whole post where the letter is about its conversation, the beginning of it where it is about several."""
    beginning = excerpt(entry.html, EXCERPT)
    return {
        "author": entry.author,
        "place": entry.author_place,
        "at": entry.at,
        "text": entry.text.replace("](/", f"]({settings.PUBLIC_URL}/") if is_whole else beginning,
        "html": entry.html.replace('href="/', f'href="{settings.PUBLIC_URL}/') if is_whole else "",
        "beginning": beginning,
        "url": absolute_url(entry.url),
    }


def _subject(notes: list[dict[str, str]], topics: list[Topic], only: Topic | None) -> str:
    if only:  # the same for each letter about it: mail programs gather by it
        return f"[{only.entries[0].places[-1].title}] {only.place.title}"
    if len(notes) == 1 and not topics:
        return notes[0]["subject"]
    count = sum(len(topic.entries) for topic in topics) + len(notes)
    return ngettext("%(count)d thing is new in the network", "%(count)d things are new in the network", count) % {
        "count": count
    }


def _headers(topic: Topic) -> dict[str, str]:
    """Letters about one conversation hang together below a message that stands for it."""
    host = mail_host()
    root = f"<{topic.place.scope.replace(':', '-')}@{host}>"
    space = topic.entries[0].places[-1].scope.replace(":", "-")
    return {"In-Reply-To": root, "References": root, "List-Id": f"<{space}.{host}>"}


def _sender(entries: Iterable[Entry]) -> str:
    """Who speaks, where it is one person."""
    names = {f"{entry.author} ({entry.author_place})" if entry.author_place else entry.author for entry in entries}
    return names.pop() if len(names) == 1 else ""
