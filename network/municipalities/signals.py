"""Sent inside the transaction that changes the row; who listens acts on commit."""

from django.dispatch import Signal

municipality_joined = Signal()  # municipality
municipality_left = Signal()  # municipality
membership_added = Signal()  # membership
membership_removed = Signal()  # user, municipality
