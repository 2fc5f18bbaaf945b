from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

if TYPE_CHECKING:
    from network.people.models import User


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "NotificationQuerySet":
        return self.filter(recipient=user) if user.is_authenticated and user.is_active else self.none()

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)
