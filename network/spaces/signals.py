"""Announcements to packages above. Receivers run inside the transaction of the change."""

from django.dispatch import Signal

readers_changed = Signal()
"""sender=Space, space: some who could read it no longer can."""
