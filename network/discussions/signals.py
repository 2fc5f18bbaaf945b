"""Announcements to packages above. Receivers run inside the transaction of the change."""

from django.dispatch import Signal

post_changed = Signal()
"""sender=Post, post, kind: `Change.Kind`. A thread's own changes come with its first post."""

thread_merged = Signal()
"""sender=Thread, thread, into: the first one's row is about to go, its posts are in the second already."""
