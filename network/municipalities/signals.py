"""Sent inside the transaction that changes the row; who listens acts on commit."""

from django.dispatch import Signal

municipality_joined = Signal()  # municipality
municipality_left = Signal()  # municipality
register_changed = Signal()  # pks of municipalities in the network, whose rows were written without being saved singly
membership_added = Signal()  # membership
membership_removed = Signal()  # user, municipality
