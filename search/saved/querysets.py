from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from network.municipalities.models import Municipality
from network.people.rules import is_active_user

KEPT_DAYS = 90


class SavedSearchQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, and what the people of one's municipality have shared."""
        if not is_active_user(user):
            return self.none()
        return self.filter(Q(owner=user) | Q(pk__in=self._shared_with(user).values("pk")))

    def owned_by(self, user: Any) -> Self:
        return self.filter(owner=user) if is_active_user(user) else self.none()

    def shared_with(self, user: Any) -> Self:
        """What others of the person's municipality have shared."""
        return self._shared_with(user).exclude(owner=user) if is_active_user(user) else self.none()

    def by_token(self, token: str) -> Self:
        """The link works as long as the owner shares it and is active."""
        return self.filter(token=token, sharing="link", purpose="saved", owner__is_active=True)

    def saved(self) -> Self:
        return self.filter(purpose="saved")

    def wishes(self) -> Self:
        """Of people who searched in vain and want to be told when there is an answer."""
        return self.filter(purpose="answer")

    def alerting(self) -> Self:
        """Those whose owners want to hear of what is new."""
        return self.exclude(frequency="off").filter(owner__is_active=True)

    def forgotten(self, now: datetime | None = None) -> Self:
        """Wishes that have waited so long that nobody expects an answer any more."""
        return self.wishes().filter(created_at__lt=(now or timezone.now()) - timedelta(days=KEPT_DAYS))

    def _shared_with(self, user: Any) -> Self:
        colleagues = Municipality.objects.in_network().filter(memberships__user=user)
        return self.filter(
            sharing="municipality",
            purpose="saved",
            owner__is_active=True,
            owner__memberships__municipality__in=colleagues,
        ).distinct()
