"""What the moderation keeps, and for how long: settings.MODERATION_KEPT_DAYS after the last thing that happened."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from network.moderation.models import Case, Decision, Suspension
from network.realtime.periodic import register_periodic

HOUR = 3600.0


def register() -> None:
    register_periodic("moderation-forget", seconds=HOUR, run=forget_old)


def forget_old() -> None:
    """A case whose post is still hidden stays, so that the post can be shown again; so does one that waits."""
    before = timezone.now() - timedelta(days=settings.MODERATION_KEPT_DAYS)
    Case.objects.filter(is_open=False, is_hidden=False, changed_at__lt=before).delete()
    Suspension.objects.filter(until__lt=before).delete()
    Decision.objects.filter(created_at__lt=before).forget()
