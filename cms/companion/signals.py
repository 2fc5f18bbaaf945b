"""`question_changed` (question): sent inside the transaction in which a question, or what became of it, changed."""

from django.dispatch import Signal

question_changed = Signal()
