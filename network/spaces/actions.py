"""What can be done with a space; each verb is one transaction and announces itself after commit."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from network.moderation.suspensions import check_may_write
from network.municipalities.models import Municipality
from network.people.models import User
from network.realtime.actions import revoke
from network.spaces.models import JoinRequest, Space, SpaceMembership
from network.spaces.readers import managers_of
from network.spaces.realtime import topic_of
from network.spaces.signals import readers_changed

RESERVED_SLUGS = {"neu", "new", "alle", "archiv"}


def create_space(
    *,
    title: str,
    created_by: User | None = None,
    slug: str = "",
    description: str = "",
    kind: str = Space.Kind.GENERAL,
    visibility: str = Space.Visibility.NETWORK,
    municipality: Municipality | None = None,
    is_failure_room: bool = False,
) -> Space:
    """The one who creates a space facilitates it. What a failure room promises, nobody can take back later."""
    if created_by is not None:
        check_may_write(created_by)
    with transaction.atomic():
        space = Space(
            title=title,
            slug=_free_slug(slug or title),
            description=description,
            kind=kind,
            visibility=visibility,
            municipality=municipality,
            is_failure_room=is_failure_room,
            created_by=created_by,
        )
        space.full_clean(exclude=["created_by", "municipality"])
        space.save()
        if created_by is not None:
            add_space_member(space=space, user=created_by, is_facilitator=True)
    return space


def _free_slug(text: str) -> str:
    umlauts = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss"})
    base = slugify(text.translate(umlauts))[:120] or "raum"
    taken = set(Space.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


def add_space_member(
    *, space: Space, user: User, is_facilitator: bool = False, added_by: User | None = None
) -> SpaceMembership:
    """Adding somebody twice changes only whether they facilitate; a request of theirs is settled with it.

    `added_by` nobody: it follows from another action, which has asked.
    """
    _check_manages(added_by, space)
    defaults: dict[str, Any] = {"is_facilitator": is_facilitator}
    with transaction.atomic():
        membership, __ = SpaceMembership.objects.update_or_create(space=space, user=user, defaults=defaults)
        JoinRequest.objects.filter(space=space, user=user).delete()
    return membership


def remove_space_member(*, space: Space, user: User, removed_by: User | None = None) -> None:
    """Ends what only members may do; open sockets of the person stop receiving. One who manages it always stays.

    `removed_by` nobody: the person leaves, which who is suspended may do, too.
    """
    _check_manages(removed_by, space)
    with transaction.atomic():
        _check_managers_stay(space, user)
        SpaceMembership.objects.filter(space=space, user=user).delete()
        if not user.has_perm("spaces.view_space", space):
            revoke(user.pk, topic_of(space.pk))
            readers_changed.send(sender=Space, space=space)


def _check_manages(actor: User | None, space: Space) -> None:
    if actor is None:
        return
    if not actor.has_perm("spaces.manage_space", space):
        raise PermissionDenied(_("Only those who facilitate this space can do this."))
    check_may_write(actor)


def _check_managers_stay(space: Space, leaving: User) -> None:
    """Nobody from outside could take over a space that only its members see."""
    managers = set(managers_of(space).select_for_update().values_list("pk", flat=True))
    if managers == {leaving.pk} and not space.is_open:
        raise ValidationError(
            _("Somebody has to manage this space. First name another member who may manage it."), code="last_manager"
        )


def archive_space(*, space: Space, archived_by: User | None = None) -> None:
    """It can still be read; nothing is written in it any more."""
    _check_manages(archived_by, space)
    with transaction.atomic():
        Space.objects.filter(pk=space.pk).update(archived_at=timezone.now())
        space.refresh_from_db(fields=["archived_at"])


def restore_space(*, space: Space, restored_by: User | None = None) -> None:
    """It is written in again."""
    _check_manages(restored_by, space)
    with transaction.atomic():
        Space.objects.filter(pk=space.pk).update(archived_at=None)
        space.refresh_from_db(fields=["archived_at"])
