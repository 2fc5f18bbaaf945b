"""What the templates of a room are given: plain values, no reasoning left to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet

from cms.companion.models import CarriedQuestion, Question, Room, Vote
from cms.companion.querysets import UNANSWERED
from network.moderation.models import Reason
from network.municipalities.places import place_of, with_places
from network.people.models import User

State = Question.State
CARRIED_SHOWN = 50


@dataclass(frozen=True)
class RoomAbilities:
    """What one person may do in one room, asked once for the whole page."""

    ask: bool
    vote: bool
    moderate: bool


def room_abilities(user: User, room: Room) -> RoomAbilities:
    return RoomAbilities(
        ask=user.has_perm("companion.ask_in_room", room),
        vote=user.has_perm("companion.vote_in_room", room),
        moderate=user.has_perm("companion.moderate_room", room),
    )


def with_people(questions: QuerySet[Question]) -> QuerySet[Question]:
    return questions.select_related("author").prefetch_related(with_places("author"))


def last_id(room: Room) -> int:
    """What is asked later has a higher one: so a page knows a new question from one that stands on another page."""
    return Question.objects.filter(room=room).aggregate(last=Max("pk"))["last"] or 0


def question_items(
    questions: Iterable[Question], room: Room, user: User, abilities: RoomAbilities
) -> list[dict[str, Any]]:
    """The person's own votes are asked for once, for all of them."""
    rows = list(questions)
    voted = set(Vote.objects.filter(user=user, question__in=rows).values_list("question", flat=True))
    return [_item(question, room, user, abilities, is_voted=question.pk in voted) for question in rows]


def _item(question: Question, room: Room, user: User, abilities: RoomAbilities, *, is_voted: bool) -> dict[str, Any]:
    is_own = question.author_id is not None and question.author_id == user.pk
    is_nameless = question.is_anonymous or room.space.is_failure_room
    is_named = not is_nameless and question.author is not None
    takes_votes = question.state in UNANSWERED
    return {
        "id": question.pk,
        "anchor": question.anchor,
        "address": f"{room.get_absolute_url()}frage/{question.pk}/",
        "step_address": f"{room.get_absolute_url()}moderation/frage/{question.pk}/",
        "text": question.text,
        "author": question.author.get_full_name() if is_named else "",
        "place": place_of(question.author) if is_named else "",
        "is_anonymous": is_nameless,
        "is_own": is_own,
        "created_at": question.created_at,
        "edited_at": question.edited_at,
        "state": question.state,
        "state_label": question.get_state_display(),
        "version": question.version,
        "answer": question.answer,
        "reason": Reason(question.reason).label if question.hidden_from else question.reason,
        "is_moderated": question.hidden_from != "",
        "votes": question.vote_count,
        "thread_url": f"{room.space.get_absolute_url()}{question.thread_id}/" if question.thread_id else "",
        "is_voted": is_voted,
        "can_vote": abilities.vote and takes_votes and not is_own,
        "can_edit": abilities.vote and is_own and question.state == State.WAITING,
    }


def carried_to(room: Room, user: User) -> list[dict[str, Any]]:
    """What the last meeting left open, as the rooms of this one show it: without names, linked for those who may look."""
    carried = CarriedQuestion.objects.visible_to(user).still_open().filter(space=room.space_id)
    rows = list(carried.select_related("question__room__item")[:CARRIED_SHOWN])
    known = Room.objects.visible_to(user).filter(pk__in={row.question.room_id for row in rows})
    visible = set(known.values_list("pk", flat=True)) if rows else set()
    return [
        {
            "id": row.pk,
            "text": row.question.text,
            "votes": row.question.vote_count,
            "room": row.question.room.label,
            "url": row.question.get_absolute_url() if row.question.room_id in visible else "",
        }
        for row in rows
    ]
