"""What the demo members ask in a live room, and what the moderator made of it."""

from collections.abc import Iterator
from uuid import uuid5

from cms.companion.actions import ask_question, put_question, room_of, set_vote
from cms.companion.models import Question, Room
from cms.meetings.models import MeetingPage
from network.demo import records
from network.demo.data import Entry, entries
from network.demo.loaders.municipalities import user
from network.demo.loaders.times import NAMESPACE, moment
from network.demo.quiet import happening


def load() -> Iterator[Room]:
    for entry in entries("rooms"):
        page = records.find(f"page:{entry['meeting']}", MeetingPage)
        item = page.programme_items.filter(title=entry["item"]).first() if page and page.space else None
        if item is not None:
            yield _speak(room_of(item), entry)


def _speak(room: Room, entry: Entry) -> Room:
    for asked in entry["questions"]:
        client_id = uuid5(NAMESPACE, f"room:{entry['key']}/{asked['author']}/{asked['at']}")
        if not Question.objects.filter(client_id=client_id).exists():
            with happening(moment(asked["at"])):
                question = ask_question(
                    author=user(asked["author"]),
                    room=room,
                    text=asked["text"],
                    is_anonymous=asked.get("is_anonymous", False),
                    client_id=client_id,
                )
                _answer(question, asked, entry["moderator"])
            Question.objects.filter(pk=question.pk).update(created_at=moment(asked["at"]))
    return room


def _answer(question: Question, asked: Entry, moderator: str) -> None:
    for key in asked["votes"]:
        set_vote(question=question, person=user(key), given=True)
    if "state" in asked:
        put_question(
            question=question,
            state=asked["state"],
            moderator=user(moderator),
            version=question.version,
            answer=asked.get("answer"),
        )
