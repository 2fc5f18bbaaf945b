"""How somebody comes into a closed space: they ask, those who manage it answer; each verb is one transaction."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from network.moderation.suspensions import check_may_write
from network.people.models import User
from network.spaces.actions import add_space_member
from network.spaces.models import JoinRequest, Space, SpaceMembership
from network.spaces.notifications import announce_acceptance, announce_refusal, announce_request
from network.spaces.rules import can_ask_to_join


def ask_to_join(*, space: Space, user: User, text: str = "") -> JoinRequest:
    """Asking again while it waits changes nothing and tells nobody; after a refusal it is possible when 30 days are over."""
    if not can_ask_to_join.test(user, space):
        raise PermissionDenied(_("You cannot ask to join this space."))
    check_may_write(user)
    with transaction.atomic():
        request, is_new = JoinRequest.objects.get_or_create(space=space, user=user, defaults={"text": text})
        if not is_new and request.refused_at is None:
            return request
        if not is_new:
            _check_refusal_is_over(request)
            request.text, request.answer, request.refused_at, request.created_at = text, "", None, timezone.now()
            request.save()
        announce_request(request)
    return request


def _check_refusal_is_over(request: JoinRequest) -> None:
    if request.asks_again_at is not None and not request.is_over:
        raise ValidationError(
            _("Your last request was refused. You can ask again from %(day)s on."),
            code="refused",
            params={"day": date_format(localtime(request.asks_again_at), "DATE_FORMAT")},
        )


def withdraw_request(*, space: Space, user: User) -> None:
    """A refusal stays."""
    JoinRequest.objects.filter(space=space, user=user, refused_at=None).delete()


def accept_request(*, request: JoinRequest, accepted_by: User, answer: str = "") -> SpaceMembership:
    _check_manages(accepted_by, request.space)
    with transaction.atomic():
        deleted, __ = JoinRequest.objects.filter(pk=request.pk, refused_at=None).delete()
        _check_was_waiting(deleted)
        membership = add_space_member(space=request.space, user=request.user)
        announce_acceptance(request, accepted_by, answer)
    return membership


def refuse_request(*, request: JoinRequest, refused_by: User, answer: str = "") -> None:
    _check_manages(refused_by, request.space)
    with transaction.atomic():
        waiting = JoinRequest.objects.filter(pk=request.pk, refused_at=None)
        _check_was_waiting(waiting.update(refused_at=timezone.now(), answer=answer))
        announce_refusal(request, refused_by, answer)


def _check_manages(user: User, space: Space) -> None:
    if not user.has_perm("spaces.manage_space", space):
        raise PermissionDenied(_("Only those who manage this space can answer requests."))
    check_may_write(user)


def _check_was_waiting(number: int) -> None:
    if not number:
        raise ValidationError(_("This request has been answered or withdrawn meanwhile."), code="gone")
