from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from network.people.rules import is_active_user, is_administrator

if TYPE_CHECKING:
    from network.people.models import User


# Space.Visibility.NETWORK, which is defined above this module.
OPEN = "network"


class SpaceQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "SpaceQuerySet":
        """Spaces of the network are open to everyone who is signed in; private ones to their members only."""
        if not is_active_user(user):
            return self.none()
        if is_administrator(user):
            return self.all()
        memberships = apps.get_model("spaces", "SpaceMembership").objects
        is_member = Exists(memberships.filter(space=OuterRef("pk"), user=user))
        return self.filter(Q(visibility=OPEN) | is_member)

    def active(self) -> "SpaceQuerySet":
        return self.filter(archived_at=None)
