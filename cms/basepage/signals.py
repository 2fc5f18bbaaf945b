"""What packages above hear of besides Wagtail's own signals."""

from django.dispatch import Signal

pages_imported = Signal()
"""Pages were written in bulk, without a signal for each: sent with `pks`, inside their transaction."""
