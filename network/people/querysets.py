from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from network.people.rules import is_active_user, is_coordinator

Visitor = AbstractBaseUser | AnonymousUser


class UserQuerySet(QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def visible_to(self, user: Visitor) -> Self:
        """Members see each other; only coordinators also see those who have left; visitors see nobody."""
        if is_coordinator(user):
            return self.all()
        return self.active() if is_active_user(user) else self.none()
