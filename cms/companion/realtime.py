"""The topic `room:<id>`: what happens in a live room, the same for everyone who may enter it.

A question is its own entry in the log: it keeps the number of its last change, so what was missed are the questions
with a higher number, each once, however many people voted for it meanwhile.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db.models import F
from django.utils import timezone

from cms.companion.models import Question, Room
from cms.companion.querysets import GONE
from network.municipalities.places import place_of, with_places
from network.people.models import User
from network.realtime.actions import push
from network.realtime.log import CHANGES_AT_ONCE, is_id, read_on
from network.realtime.messages import ChangeMessage
from network.realtime.registry import CatchUp

PREFIX = "room"


def topic_of(room_id: int) -> str:
    return f"{PREFIX}:{room_id}"


def take_number(room: Room) -> int:
    """The room's next number. The row stays locked until commit, so nobody reads number n+1 before number n."""
    Room.objects.filter(pk=room.pk).update(last_number=F("last_number") + 1)
    room.refresh_from_db(fields=["last_number", "is_open", "space"])
    return room.last_number


def push_room(room: Room) -> None:
    push(topic_of(room.pk), serialize(room))


def push_question(question: Question) -> None:
    push(topic_of(question.room_id), serialize(question))


def serialize(changed: Room | Question) -> ChangeMessage:
    """As it is now: what came later is already in it, so applying changes twice does no harm."""
    now = timezone.now().isoformat()
    if isinstance(changed, Room):
        return ChangeMessage(number=changed.number, kind="room_changed", at=now, room=serialize_room(changed))
    fields = serialize_question(changed)
    return ChangeMessage(number=changed.number, kind="question_changed", at=now, question=fields)


def serialize_room(room: Room) -> dict[str, Any]:
    """The results travel as a number: whoever looks at them asks for the text."""
    note = getattr(room, "note", None)
    return {"title": room.label, "is_open": room.is_open, "results_version": note.version if note else 0}


def serialize_question(question: Question) -> dict[str, Any]:
    """What is hidden or withdrawn has no text here, and who asked without name has none for anybody."""
    is_gone = question.state in GONE
    is_nameless = question.is_anonymous or question.room.space.is_failure_room
    author = None if is_gone or is_nameless else question.author
    return {
        "id": question.pk,
        "text": "" if is_gone else question.text,
        "state": question.state,
        "version": question.version,
        "votes": question.vote_count,
        "author": _person(author),
        "is_anonymous": is_nameless,
        "answer": "" if is_gone else question.answer,
        "thread": question.thread_id,
        "merged_into": question.merged_into_id,
        "created_at": question.created_at.isoformat(),
        "edited_at": question.edited_at.isoformat() if question.edited_at else None,
    }


def _person(user: User | None) -> dict[str, Any] | None:
    return {"id": user.pk, "name": user.get_full_name(), "municipality": place_of(user)} if user else None


def authorize(key: str, users: Sequence[User]) -> set[int]:
    room = Room.objects.select_related("space").filter(pk=key).first() if is_id(key) else None
    return {user.pk for user in users if room is not None and user.has_perm("companion.view_room", room)}


def names_nobody(key: str) -> bool:
    return Room.objects.filter(pk=key, space__is_failure_room=True).exists()


def catch_up(key: str, after: int | None) -> CatchUp:
    room = Room.objects.select_related("item", "note").filter(pk=key).first()
    if room is None:
        return CatchUp(0)
    return read_on(
        last=room.last_number, after=after, changes=partial(_changes, room), serialize=serialize, before_reload=None
    )


def _changes(room: Room, after: int) -> list[Room | Question]:
    """Up to the end that was read with the room: what changed since has a higher number, and comes with it."""
    questions = Question.objects.filter(room=room, number__gt=after, number__lte=room.last_number).order_by("number")
    questions = questions.select_related("author", "room__space").prefetch_related(with_places("author"))
    found: list[Room | Question] = list(questions[: CHANGES_AT_ONCE + 1])
    if room.number > after:
        found.append(room)
    return sorted(found, key=lambda changed: changed.number)


def last_numbers(keys: Iterable[str]) -> dict[str, int]:
    ids = [key for key in keys if is_id(key)]
    return {str(pk): number for pk, number in Room.objects.filter(pk__in=ids).values_list("pk", "last_number")}
