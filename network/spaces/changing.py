"""Other words for a space, and other readers: what is closed ends at once for those who are not in it."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.moderation.suspensions import check_may_write
from network.people.models import User
from network.realtime.actions import hint, hint_readers, review
from network.spaces.actions import add_space_member
from network.spaces.contents import registered_contents
from network.spaces.models import JoinRequest, Space, SpaceMembership
from network.spaces.notifications import announce_opening
from network.spaces.readers import people_gained
from network.spaces.realtime import topic_of
from network.spaces.rules import is_space_member
from network.spaces.signals import readers_changed

CHANGEABLE = ("title", "description", "kind", "visibility", "municipality")


@dataclass(frozen=True)
class Effect:
    """What another visibility does to those who read. It is said, and confirmed, before it happens."""

    posts: int = 0
    gained: int = 0
    lost: int = 0
    authors_lost: int = 0
    becomes_known: bool = False
    joins: bool = False

    @property
    def must_be_confirmed(self) -> bool:
        return bool(self.gained or self.lost or self.becomes_known)


def effect_of(space: Space, visibility: str, changed_by: User) -> Effect:
    """`joins`: who closes a space without being in it becomes a member, so that somebody manages it."""
    after = _with(space, visibility)
    if visibility == space.visibility:
        return Effect()
    lost = people_gained(after, space)
    return Effect(
        posts=registered_contents().count_posts(space),
        gained=people_gained(space, after).count(),
        lost=lost.count(),
        authors_lost=lost.filter(pk__in=registered_contents().authors(space).values("pk")).count(),
        becomes_known=space.visibility == Space.Visibility.PRIVATE and after.is_closed,
        joins=not after.is_open and not is_space_member.test(changed_by, space),
    )


def change_space(
    *, space: Space, changed_by: User, keep_authors: bool = False, is_confirmed: bool = False, **wanted: Any
) -> Space:
    """`wanted`: the fields of CHANGEABLE that change. `keep_authors` makes those who have written here its members."""
    if not changed_by.has_perm("spaces.manage_space", space):
        raise PermissionDenied(_("Only those who facilitate this space can do this."))
    check_may_write(changed_by)
    with transaction.atomic():
        before = Space.objects.select_for_update().get(pk=space.pk)
        effect = effect_of(before, wanted.get("visibility", before.visibility), changed_by)
        if effect.must_be_confirmed and not is_confirmed:
            raise ValidationError(_("Please confirm who can read the space from now on."), code="unconfirmed")
        after = _changed(before, wanted)
        if after.visibility != before.visibility:
            _change_readers(before, after, changed_by, keep_authors=keep_authors)
    space.__dict__.update({name: value for name, value in after.__dict__.items() if name != "_state"})
    return space


def _changed(before: Space, wanted: dict[str, Any]) -> Space:
    after = copy(before)
    for name in set(wanted) & set(CHANGEABLE):
        setattr(after, name, wanted[name])
    after.full_clean(exclude=["created_by", "municipality", "slug"])
    after.save(update_fields=CHANGEABLE)
    return after


def _change_readers(before: Space, after: Space, changed_by: User, *, keep_authors: bool) -> None:
    lost = people_gained(after, before)
    if after.is_open:
        announce_opening(
            after, changed_by, [request.user for request in after.join_requests.waiting().select_related("user")]
        )
    else:
        if not is_space_member.test(changed_by, after):
            add_space_member(space=after, user=changed_by, is_facilitator=True)
        if keep_authors:
            _take_in(after, lost.filter(pk__in=registered_contents().authors(after).values("pk")))
    if not after.is_closed:
        JoinRequest.objects.filter(space=after, refused_at=None).delete()
    shut_out = list(lost.values_list("pk", flat=True))
    if shut_out:
        review(topic_of(after.pk))
        readers_changed.send(sender=Space, space=after)
        hint(shut_out)
    hint_readers(topic_of(after.pk))


def _take_in(space: Space, people: Iterable[User]) -> None:
    SpaceMembership.objects.bulk_create(
        [SpaceMembership(space=space, user=person) for person in people], ignore_conflicts=True
    )


def _with(space: Space, visibility: str) -> Space:
    changed = copy(space)
    changed.visibility = visibility
    return changed
