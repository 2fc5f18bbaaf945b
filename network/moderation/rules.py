"""Who decides, and who is decided about. `Case.objects.visible_to` is the twin of `moderation.decide`."""

import rules
from django.contrib.auth.models import AnonymousUser

from network.moderation.models import Case
from network.moderation.registry import moderated_scopes
from network.people.models import User
from network.people.rules import is_active_user, is_coordinator, is_editor

Person = User | AnonymousUser


@rules.predicate
def is_case_author(user: Person, case: Case | None) -> bool:
    return case is not None and case.author_id is not None and case.author_id == user.pk


@rules.predicate
def moderates_scope(user: Person, case: Case | None) -> bool:
    return case is not None and isinstance(user, User) and case.scope in moderated_scopes(user)


@rules.predicate
def moderates_somewhere(user: Person) -> bool:
    return isinstance(user, User) and bool(moderated_scopes(user))


@rules.predicate
def knows_of_case(user: Person, case: Case | None) -> bool:
    return case is not None and case.author_knows


rules.add_perm("moderation.decide", is_active_user & ~is_case_author & (is_coordinator | moderates_scope))
rules.add_perm("moderation.moderate", is_active_user & (is_coordinator | is_editor | moderates_somewhere))
rules.add_perm("moderation.answer", is_active_user & is_case_author & knows_of_case)
rules.add_perm("moderation.view_audit", is_coordinator)
rules.add_perm("moderation.suspend", is_coordinator | is_editor)
