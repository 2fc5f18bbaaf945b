from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone
from wagtail.models import Page

from cms.basepage.querysets import VisiblePageQuerySet
from network.people.rules import is_editor

KEPT_DAYS = 90
SHOWN_FROM = 2
"""Asked once only, a question may say more of its asker than of the network's gaps: nobody is shown it."""


class VainSearchQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The editors see what was asked more than once."""
        return self.filter(count__gte=SHOWN_FROM) if is_editor(user) else self.none()

    def open(self) -> Self:
        return self.filter(status="open")

    def forgotten(self, today: date | None = None) -> Self:
        return self.filter(last_on__lt=(today or timezone.localdate()) - timedelta(days=KEPT_DAYS))


class EditorsAnswerQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Everybody gets recommended what everybody may read."""
        return self.filter(page__in=VisiblePageQuerySet(Page).published())
