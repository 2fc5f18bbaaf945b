"""Announcements to packages above. Receivers run inside the transaction of the change."""

from django.dispatch import Signal

post_changed = Signal()
"""sender=Post, post, kind: `Change.Kind`. A thread's own changes come with its first post."""

space_read_changed = Signal()
"""sender=Space, user_id, space_id: the unread counts of a person have changed."""
