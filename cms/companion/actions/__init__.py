"""The verbs of a live room."""

from cms.companion.actions.carrying import carry_questions, continue_in_thread, settle_carried
from cms.companion.actions.hiding import hide_question, restore_question
from cms.companion.actions.moderation import advance, merge_question, put_question, set_room_open
from cms.companion.actions.notes import take_over_note, write_note
from cms.companion.actions.questions import ask_question, edit_question, set_vote, withdraw_question
from cms.companion.actions.rooms import room_of

__all__ = [
    "advance",
    "ask_question",
    "carry_questions",
    "continue_in_thread",
    "edit_question",
    "hide_question",
    "merge_question",
    "put_question",
    "restore_question",
    "room_of",
    "set_room_open",
    "set_vote",
    "settle_carried",
    "take_over_note",
    "withdraw_question",
    "write_note",
]
