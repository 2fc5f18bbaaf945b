"""Sent inside the transaction that changes the row; who listens acts on commit."""

from django.dispatch import Signal

role_changed = Signal()  # user
