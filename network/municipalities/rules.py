from typing import Any

import rules

from network.people.rules import is_active_user, is_coordinator


@rules.predicate
def is_in_network(user: Any, municipality: Any) -> bool:
    return bool(municipality is not None and municipality.is_in_network)


@rules.predicate
def is_member_of(user: Any, municipality: Any) -> bool:
    """Works on prefetched memberships too, so a list of municipalities asks the database once."""
    if municipality is None or not is_active_user(user):
        return False
    return any(membership.municipality_id == municipality.pk for membership in user.memberships.all())


@rules.predicate
def is_of_active_person(user: Any, membership: Any) -> bool:
    return bool(membership is not None and membership.user.is_active)


rules.add_perm("municipalities.view_municipality", is_in_network | is_coordinator)
rules.add_perm("municipalities.is_member_of", is_member_of)
rules.add_perm("municipalities.view_register", is_coordinator)
rules.add_perm("municipalities.manage_network", is_coordinator)
rules.add_perm("municipalities.view_membership", is_coordinator | (is_active_user & is_of_active_person))
rules.add_perm("municipalities.view_invitation", is_coordinator)
rules.add_perm("municipalities.invite_member", is_coordinator)
