"""What is done about reports; each verb is one transaction and announces itself after commit."""

from network.moderation.actions.answers import answer_decision
from network.moderation.actions.decisions import Ruling, decide, lift_suspension
from network.moderation.actions.reports import follow_subjects, note, note_shown, report

__all__ = ["Ruling", "answer_decision", "decide", "follow_subjects", "lift_suspension", "note", "note_shown", "report"]
