"""The verbs of a live room."""

from cms.companion.actions.moderation import advance, merge_question, put_question, set_room_open
from cms.companion.actions.questions import ask_question, edit_question, set_vote, withdraw_question
from cms.companion.actions.rooms import room_of

__all__ = [
    "advance",
    "ask_question",
    "edit_question",
    "merge_question",
    "put_question",
    "room_of",
    "set_room_open",
    "set_vote",
    "withdraw_question",
]
