"""The spaces and what the demo members say in them, spoken in the order of its time.

Actions stamp what they write with the present; afterwards every row gets the time its data file gives. The same
`client_id` at every load makes a second load find the posts of the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from network.demo import records
from network.demo.data import Entry, entries
from network.demo.loaders import media
from network.demo.loaders.municipalities import user
from network.demo.loaders.times import NAMESPACE, moment
from network.demo.quiet import happening
from network.discussions.actions import (
    Attached,
    accept_answer,
    add_file,
    open_thread,
    publish_post,
    refer_to_thread,
    set_reaction,
    set_thread_closed,
    vote,
)
from network.discussions.models import Change, Post, Thread
from network.discussions.poll_drafts import PollDraft, draft_poll
from network.discussions.quotes import add_quote
from network.people.models import User
from network.spaces.actions import add_space_member, create_space
from network.spaces.joining import ask_to_join
from network.spaces.models import JoinRequest, Space


def load() -> Iterator[Space]:
    for entry in entries("spaces"):
        space = records.find_or_make(f"space:{entry['key']}", Space, lambda entry=entry: _make_space(entry))
        _speak(space, entry)
        yield space
    for entry in entries("spaces"):
        _refer(entry)


def space(key: str) -> Space:
    return records.get(f"space:{key}", Space)


def _make_space(entry: Entry) -> Space:
    made = create_space(
        title=entry["title"],
        description=entry["description"],
        kind=entry["kind"],
        visibility=entry["visibility"],
        is_failure_room=entry.get("failure_room", False),
        created_by=user(entry["created_by"]),
    )
    for key in entry["facilitators"]:
        add_space_member(space=made, user=user(key), is_facilitator=True)
    for key in entry.get("members", []):
        add_space_member(space=made, user=user(key))
    first = min(post["at"] for thread in entry["threads"] for post in thread["posts"])
    Space.objects.filter(pk=made.pk).update(created_at=moment(first))
    for request in entry.get("requests", []):
        _ask(made, request)
    return made


def _ask(space: Space, entry: Entry) -> None:
    at = moment(entry["at"])
    with happening(at):
        request = ask_to_join(space=space, user=user(entry["by"]), text=entry["text"])
    JoinRequest.objects.filter(pk=request.pk).update(created_at=at)


@dataclass(frozen=True)
class Turn:
    """Somebody's turn to speak in a space; the first turn of a thread opens it."""

    at: datetime
    space: Space
    thread: Entry
    index: int
    key: str

    @property
    def post(self) -> Entry:
        return self.thread["posts"][self.index]

    @property
    def client_id(self) -> UUID:
        return self.client_id_of(self.index)

    def client_id_of(self, index: int) -> UUID:
        return uuid5(NAMESPACE, f"{self.key}/{index}")


def _speak(space: Space, entry: Entry) -> None:
    turns = [
        Turn(moment(post["at"]), space, thread, index, f"thread:{entry['key']}/{thread['key']}")
        for thread in entry["threads"]
        for index, post in enumerate(thread["posts"])
    ]
    spoken = set(Post.objects.filter(space=space).values_list("client_id", flat=True))
    for turn in sorted(turns, key=lambda turn: turn.at):
        if turn.client_id not in spoken:
            _take(turn)


def _refer(entry: Entry) -> None:
    """Threads that stand in further spaces, too; by whoever began them."""
    for told in entry["threads"]:
        thread = records.find(f"thread:{entry['key']}/{told['key']}", Thread)
        for key in told.get("also_in", []):
            if thread is not None and thread.author is not None:
                refer_to_thread(thread=thread, space=space(key), referred_by=thread.author)


def _take(turn: Turn) -> None:
    last_number = turn.space.last_number
    with happening(turn.at):
        thread = _say(turn)
    if thread is None:
        return
    turn.space.refresh_from_db(fields=["last_number"])
    # What came with this post, and nothing else, happened at its time.
    Change.objects.filter(space=turn.space, number__gt=last_number).update(created_at=turn.at)
    Post.objects.filter(space=turn.space, number__gt=last_number).update(created_at=turn.at)
    Thread.objects.filter(pk=thread.pk).update(last_post_at=turn.at)
    Thread.objects.filter(pk=thread.pk, post_count=1).update(created_at=turn.at)


def _say(turn: Turn) -> Thread | None:
    """Nothing in a thread that somebody has deleted or closed since."""
    author, body = user(turn.post["author"]), turn.post["body"]
    if turn.index == 0:
        thread = open_thread(
            author=author,
            space=turn.space,
            title=turn.thread["title"],
            body=body,
            kind=turn.thread["kind"],
            client_id=turn.client_id,
        )
        records.remember(turn.key, thread)
        return thread
    thread = records.find(turn.key, Thread)
    if thread is None or thread.is_closed:
        return None
    post = publish_post(
        author=author,
        thread=thread,
        body=_with_quote(turn, thread),
        client_id=turn.client_id,
        files=_pictures(turn, author),
        poll=_poll(turn),
    )
    _vote(turn, post)
    for key, kind in turn.post.get("reactions", {}).items():
        set_reaction(post=post, person=user(key), kind=kind, given=True)
    if turn.post.get("accepted"):
        accept_answer(thread=thread, post=post, accepted_by=user(turn.thread["posts"][0]["author"]))
    if "outcome" in turn.thread and turn.index == len(turn.thread["posts"]) - 1:
        closing = turn.thread["outcome"]
        set_thread_closed(thread=thread, closed=True, closed_by=user(closing["by"]), outcome=closing["text"])
    return thread


def _pictures(turn: Turn, author: User) -> list[Attached]:
    """Of the same drawings as the pages have."""
    if "picture" not in turn.post:
        return []
    entry = turn.post["picture"]
    upload = SimpleUploadedFile(entry["name"], media.drawn(entry["drawing"]))
    file = add_file(owner=author, draft_key=f"demo:{turn.client_id.hex}", upload=upload)
    media.remember_files(file.stored())
    return [Attached(file, entry["alt"])]


def _poll(turn: Turn) -> PollDraft | None:
    entry = turn.post.get("poll")
    if entry is None:
        return None
    return draft_poll(kind=entry["kind"], question=entry["question"], options="\n".join(entry["options"]))


def _vote(turn: Turn, post: Post) -> None:
    votes: dict[str, list[str]] = turn.post.get("poll", {}).get("votes", {})
    for key, answers in votes.items():
        given = {option["id"]: answer for option, answer in zip(post.poll.options, answers, strict=True)}
        vote(poll=post.poll, person=user(key), answers=given)


def _with_quote(turn: Turn, thread: Thread) -> str:
    body: str = turn.post["body"]
    if "quotes" not in turn.post:
        return body
    quoted = Post.objects.filter(thread=thread, client_id=turn.client_id_of(turn.post["quotes"])).first()
    return add_quote("", quoted) + body if quoted else body
