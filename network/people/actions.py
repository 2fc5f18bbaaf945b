"""What can be done with people and with what they are still writing."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from network.people.models import Draft, User
from network.people.roles import GROUPS_BY_ROLE, Role
from network.people.signals import role_changed

MANAGED_GROUPS = frozenset(name for names in GROUPS_BY_ROLE.values() for name in names)


def sync_groups(user: User) -> None:
    """Put the user into exactly the groups of the role; groups of other origin stay as they are."""
    wanted = set(GROUPS_BY_ROLE[user.role])
    user.groups.remove(*Group.objects.filter(name__in=MANAGED_GROUPS - wanted))
    user.groups.add(*[Group.objects.get_or_create(name=name)[0] for name in sorted(wanted)])


def assign_role(*, user: User, role: Role | str) -> User:
    """Give the user a role and the Wagtail groups that carry its rights."""
    user.role = Role(role)
    with transaction.atomic():
        user.save(update_fields=["role"])
        sync_groups(user)
        role_changed.send(User, user=user)
    return user


def change_profile(*, user: User, first_name: str, last_name: str, language: str) -> User:
    user.first_name, user.last_name, user.language = first_name, last_name, language
    user.save(update_fields=["first_name", "last_name", "language"])
    return user


def save_draft(*, owner: User, kind: str, key: str, data: dict[str, Any], version: int | None = None) -> Draft:
    """Keep what the owner has typed; the version grows by one with each call.

    With `version` given, a draft that was saved meanwhile from elsewhere raises DraftConflict instead of losing it.
    """
    with transaction.atomic():
        draft, created = Draft.objects.select_for_update().get_or_create(
            owner=owner, kind=kind, key=key, defaults={"data": data}
        )
        if created:
            return draft
        if version is not None and version != draft.version:
            raise DraftConflict(draft)
        draft.data = data
        draft.version += 1
        draft.save(update_fields=["data", "version", "updated_at"])
    return draft


def discard_draft(*, owner: User, kind: str, key: str) -> None:
    Draft.objects.filter(owner=owner, kind=kind, key=key).delete()


class DraftConflict(Exception):  # noqa: N818 -- an answer to give, not a fault
    """The draft was saved from another window since it was loaded."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"draft {draft} is at version {draft.version}")
        self.draft = draft
