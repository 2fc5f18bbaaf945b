"""Spaces as what those moderate who manage them."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from network.moderation.registry import ScopeKind, register_scope
from network.people.models import User
from network.people.rules import is_facilitator
from network.spaces.models import Space
from network.spaces.readers import managers_of, readers_of
from network.spaces.realtime import PREFIX

DECIDERS = _(
    "Those who manage this space, the editors and the coordinators look at it and decide. With the report the coordinators "
    "may read this, even where the space is closed to them."
)


def register() -> None:
    register_scope(PREFIX, ScopeKind(managed_by, readable_by, _managers, _readers, DECIDERS))


def readable_by(user: User) -> Iterable[int]:
    return Space.objects.visible_to(user).values_list("pk", flat=True)


def managed_by(user: User) -> Iterable[int]:
    """The list of `spaces.manage_space`."""
    spaces = Space.objects.visible_to(user)
    if not is_facilitator(user):
        spaces = spaces.filter(memberships__user=user, memberships__is_facilitator=True)
    return spaces.values_list("pk", flat=True)


def _managers(space_id: int) -> QuerySet[User]:
    space = Space.objects.filter(pk=space_id).first()
    return managers_of(space) if space else User.objects.none()


def _readers(space_id: int) -> QuerySet[User]:
    space = Space.objects.filter(pk=space_id).first()
    return readers_of(space) if space else User.objects.none()
