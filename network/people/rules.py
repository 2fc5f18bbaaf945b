"""Who someone is in the network; the only place that asks Django's staff flags."""

from typing import Any

import rules

from network.people.roles import Role


def _has_role(user: Any, *roles: Role) -> bool:
    return is_active_user(user) and (user.is_superuser or user.role in roles)


@rules.predicate
def is_active_user(user: Any) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


@rules.predicate
def is_member(user: Any) -> bool:
    """Every signed-in person is a member of the network, whatever else they do in it."""
    return is_active_user(user)


@rules.predicate
def is_editor(user: Any) -> bool:
    return _has_role(user, Role.EDITOR, Role.COORDINATOR)


@rules.predicate
def is_facilitator(user: Any) -> bool:
    return _has_role(user, Role.FACILITATOR, Role.COORDINATOR)


@rules.predicate
def is_coordinator(user: Any) -> bool:
    return _has_role(user, Role.COORDINATOR)


@rules.predicate
def is_administrator(user: Any) -> bool:
    """Django grants superusers every permission, so lists must show them what rules allow them."""
    return is_active_user(user) and user.is_superuser


@rules.predicate
def is_oneself(user: Any, person: Any) -> bool:
    return bool(person is not None and user.pk == person.pk)


@rules.predicate
def is_active_person(user: Any, person: Any) -> bool:
    return bool(person is not None and person.is_active)


@rules.predicate
def is_no_administrator(user: Any, person: Any) -> bool:
    return not (person and person.is_superuser) or user.is_superuser


@rules.predicate
def is_draft_owner(user: Any, draft: Any) -> bool:
    return bool(draft is not None and draft.owner_id == user.pk)


rules.add_perm("people.view_person", is_coordinator | (is_active_user & is_active_person))
rules.add_perm("people.edit_profile", is_active_user & is_oneself)
rules.add_perm("people.coordinate", is_coordinator)
rules.add_perm("people.manage_person", is_coordinator & is_no_administrator)
rules.add_perm("people.view_draft", is_active_user & is_draft_owner)
