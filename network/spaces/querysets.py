from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from network.people.rules import is_active_user, is_administrator

if TYPE_CHECKING:
    from network.people.models import User


# Space.Visibility, which is defined above this module.
OPEN, CLOSED = "network", "closed"


class SpaceQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "SpaceQuerySet":
        """Those whose contents one may read: open ones are everyone's who is signed in, others their members'."""
        return self._open_as(user, OPEN)

    def known_to(self, user: "User | AnonymousUser") -> "SpaceQuerySet":
        """Those whose title, description and number of members one may see: of a closed space nothing else."""
        return self._open_as(user, OPEN, CLOSED)

    def _open_as(self, user: "User | AnonymousUser", *visibilities: str) -> "SpaceQuerySet":
        if not is_active_user(user):
            return self.none()
        if is_administrator(user):
            return self.all()
        memberships = apps.get_model("spaces", "SpaceMembership").objects
        is_member = Exists(memberships.filter(space=OuterRef("pk"), user=user))
        return self.filter(Q(visibility__in=visibilities) | is_member)

    def with_member_count(self) -> "SpaceQuerySet":
        """Adds `people_count`: the members who are active, as `readers.reader_count_of` counts them."""
        return self.annotate(people_count=Count("memberships", filter=Q(memberships__user__is_active=True)))

    def active(self) -> "SpaceQuerySet":
        return self.filter(archived_at=None)

    def archived(self) -> "SpaceQuerySet":
        return self.exclude(archived_at=None)


class JoinRequestQuerySet(models.QuerySet):
    def waiting(self) -> "JoinRequestQuerySet":
        return self.filter(refused_at=None, user__is_active=True)
