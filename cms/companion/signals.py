"""`question_changed` (question) and `note_changed` (note): sent inside the transaction in which one of them changed."""

from django.dispatch import Signal

question_changed = Signal()

note_changed = Signal()
