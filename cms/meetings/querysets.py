from typing import Self

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import PageManager

from cms.basepage.querysets import VisiblePageQuerySet


class MeetingQuerySet(VisiblePageQuerySet):
    def upcoming(self) -> Self:
        """What is on or to come, the next first."""
        last = Coalesce(F("ends_on"), F("starts_on"))
        return self.annotate(last=last).filter(last__gte=timezone.localdate()).order_by("starts_on", "pk")


MeetingManager = PageManager.from_queryset(MeetingQuerySet)
