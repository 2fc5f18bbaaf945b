from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from network.moderation.registry import moderated_scopes
from network.people.rules import is_active_user, is_administrator, is_coordinator, is_editor

if TYPE_CHECKING:
    from network.people.models import User


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "CaseQuerySet":
        """Those one decides about: coordinators all, others where they moderate; nobody those about oneself."""
        if not is_active_user(user):
            return self.none()
        if is_administrator(user):
            return self.all()
        others = self.exclude(author=user)
        return others if is_coordinator(user) else others.filter(scope__in=moderated_scopes(user))

    def about(self, user: "User | AnonymousUser") -> "CaseQuerySet":
        """A report, and that nothing followed from it, is nothing that the author is told of."""
        return self.filter(author=user, author_knows=True) if is_active_user(user) else self.none()

    def open(self) -> "CaseQuerySet":
        return self.filter(is_open=True)


class DecisionQuerySet(models.QuerySet):
    """Rows are only added: `AppendOnlyError` says so of a single one, this of many at once."""

    def visible_to(self, user: "User | AnonymousUser") -> "DecisionQuerySet":
        return self.all() if is_coordinator(user) else self.none()

    def about(self, user: "User | AnonymousUser") -> "DecisionQuerySet":
        """Those the person was told of."""
        known = Q(case=None) | Q(case__author_knows=True)
        return self.filter(known, person=user) if is_active_user(user) else self.none()

    def update(self, **kwargs: object) -> int:
        raise TypeError("decisions are not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("decisions are not deleted, but by `forget`")

    def forget(self) -> int:
        """Only for what has been kept long enough."""
        return super().delete()[0]


class SuspensionQuerySet(models.QuerySet):
    def current(self) -> "SuspensionQuerySet":
        return self.filter(until__gt=timezone.now(), lifted_at=None)

    def visible_to(self, user: "User | AnonymousUser") -> "SuspensionQuerySet":
        """By those who can lift them, and one's own."""
        if not is_active_user(user):
            return self.none()
        return self.all() if is_editor(user) else self.filter(person=user)
