"""Announcements to packages above. Receivers run inside the transaction of the change."""

from django.dispatch import Signal

post_changed = Signal()
"""sender=Post, post, kind: `Change.Kind`. A thread's own changes come with its first post."""
