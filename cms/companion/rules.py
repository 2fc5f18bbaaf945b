"""Who takes part in a live room: who may enter the space of its meeting. Who manages that space moderates."""

import rules

from cms.companion.models import Question, Room
from cms.companion.querysets import GONE, UNANSWERED
from network.spaces.rules import Person, can_manage_space, can_view_space, is_in_use

State = Question.State


@rules.predicate
def can_view_room(user: Person, room: Room | None) -> bool:
    return room is not None and can_view_space.test(user, room.space)


@rules.predicate
def can_moderate_room(user: Person, room: Room | None) -> bool:
    return room is not None and can_manage_space.test(user, room.space) and is_in_use.test(user, room.space)


@rules.predicate
def is_room_in_use(user: Person, room: Room | None) -> bool:
    return room is not None and is_in_use.test(user, room.space)


@rules.predicate
def takes_questions(user: Person, room: Room | None) -> bool:
    return room is not None and room.is_open and is_in_use.test(user, room.space)


@rules.predicate
def is_question_author(user: Person, question: Question | None) -> bool:
    return question is not None and question.author_id is not None and question.author_id == user.pk


@rules.predicate
def is_shown(user: Person, question: Question | None) -> bool:
    return question is not None and question.state not in GONE


@rules.predicate
def is_hidden(user: Person, question: Question | None) -> bool:
    return question is not None and question.state == State.HIDDEN


@rules.predicate
def is_waiting(user: Person, question: Question | None) -> bool:
    return question is not None and question.state == State.WAITING


@rules.predicate
def is_standing(user: Person, question: Question | None) -> bool:
    return question is not None and question.state in UNANSWERED


@rules.predicate
def sees_room_of(user: Person, question: Question | None) -> bool:
    return question is not None and can_view_room.test(user, question.room)


@rules.predicate
def manages_room_of(user: Person, question: Question | None) -> bool:
    return question is not None and can_manage_space.test(user, question.room.space)


@rules.predicate
def in_use_around_question(user: Person, question: Question | None) -> bool:
    return question is not None and is_in_use.test(user, question.room.space)


can_view_question = sees_room_of & (is_shown | (is_hidden & (is_question_author | manages_room_of)))

rules.add_perm("companion.view_room", can_view_room)
rules.add_perm("companion.moderate_room", can_moderate_room)
rules.add_perm("companion.ask_in_room", can_view_room & takes_questions)
rules.add_perm("companion.vote_in_room", can_view_room & is_room_in_use)
rules.add_perm("companion.write_results", can_view_room & is_room_in_use)
rules.add_perm("companion.view_question", can_view_question)
rules.add_perm("companion.edit_question", sees_room_of & is_question_author & is_waiting & in_use_around_question)
rules.add_perm("companion.vote_question", sees_room_of & is_standing & ~is_question_author & in_use_around_question)


def may_document(user: Person, room: Room) -> bool:
    """Wagtail decides who may edit the page of the meeting; a page that is locked is edited by nobody else."""
    if room.item is None or not can_view_room.test(user, room):
        return False
    page = room.item.page.permissions_for_user(user)
    return bool(page.can_edit() and not page.page_locked())
