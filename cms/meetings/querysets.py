from typing import Self

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import PageManager

from cms.basepage.querysets import VisiblePageQuerySet

LAST_DAY = Coalesce(F("ends_on"), F("starts_on"))


class MeetingQuerySet(VisiblePageQuerySet):
    def upcoming(self) -> Self:
        """What is on or to come, the next first."""
        return self.annotate(last=LAST_DAY).filter(last__gte=timezone.localdate()).order_by("starts_on", "pk")

    def next_or_last(self) -> Self:
        """What is on or to come, the next first; behind it what is over, the latest first."""
        is_over = Case(When(last__lt=timezone.localdate(), then=Value(1)), default=Value(0))
        upcoming = Case(When(last__gte=timezone.localdate(), then=F("starts_on")))
        return (
            self.annotate(last=LAST_DAY)
            .annotate(is_over=is_over, coming=upcoming)
            .order_by("is_over", F("coming").asc(nulls_last=True), "-starts_on", "pk")
        )


MeetingManager = PageManager.from_queryset(MeetingQuerySet)
