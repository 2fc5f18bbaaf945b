"""Who may enter, use and manage a space. `Space.objects.visible_to` is the twin of `spaces.view_space`,
`known_to` that of `spaces.know_space`.
"""

import rules
from django.contrib.auth.models import AnonymousUser

from network.people.models import User
from network.people.rules import is_active_user, is_administrator, is_facilitator
from network.spaces.models import Space, SpaceMembership

Person = User | AnonymousUser


@rules.predicate
def is_open_to_network(user: Person, space: Space | None) -> bool:
    return space is not None and space.is_open


@rules.predicate
def is_closed(user: Person, space: Space | None) -> bool:
    return space is not None and space.is_closed


@rules.predicate
def is_space_member(user: Person, space: Space | None) -> bool:
    return space is not None and SpaceMembership.objects.filter(space=space, user_id=user.pk).exists()


@rules.predicate
def facilitates_space(user: Person, space: Space | None) -> bool:
    return (
        space is not None and SpaceMembership.objects.filter(space=space, user_id=user.pk, is_facilitator=True).exists()
    )


@rules.predicate
def is_in_use(user: Person, space: Space | None) -> bool:
    return space is not None and not space.is_archived


can_view_space = is_active_user & (is_open_to_network | is_space_member | is_administrator)
can_know_space = is_active_user & (is_open_to_network | is_closed | is_space_member | is_administrator)
can_ask_to_join = is_active_user & is_closed & is_in_use & ~is_space_member
can_manage_space = can_view_space & (is_facilitator | facilitates_space)

rules.add_perm("spaces.view_space", can_view_space)
rules.add_perm("spaces.know_space", can_know_space)
rules.add_perm("spaces.ask_to_join", can_ask_to_join)
rules.add_perm("spaces.post_in_space", can_view_space & is_in_use)
rules.add_perm("spaces.manage_space", can_manage_space)
rules.add_perm("spaces.create_space", is_active_user & is_facilitator)
