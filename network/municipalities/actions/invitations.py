"""Inviting people: the link carries a random token, the database keeps only its hash."""

import hashlib
import secrets
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from network.municipalities.actions.network import add_member
from network.municipalities.emails import send_invitation
from network.municipalities.models import Invitation, InvitationStatus, Municipality
from network.people.actions import assign_role
from network.people.models import User
from network.people.roles import Role


class InvitationClosed(Exception):  # noqa: N818 -- an answer to give, not a fault
    def __init__(self, status: InvitationStatus) -> None:
        super().__init__(status)
        self.status = status


class InvitationNotSent(Exception):  # noqa: N818 -- the invitation exists, only its letter has not gone out
    def __init__(self, invitation: Invitation) -> None:
        super().__init__(str(invitation))
        self.invitation = invitation


def hash_of(token: str) -> str:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(token.encode()).hexdigest()


def invite_member(
    *, email: str, municipality: Municipality, invited_by: User, role: Role | str = Role.MEMBER, language: str = "de"
) -> Invitation:
    """Invite, or send again what is already open for this person and municipality.

    The letter goes out at once, on commit: in the queue of background tasks the token would lie readable. If the mail
    server refuses it, InvitationNotSent comes from the commit and the invitation can be sent again.
    """
    email = email.strip().lower()
    with transaction.atomic():
        invitation, _created = Invitation.objects.select_for_update().get_or_create(
            email=email,
            municipality=municipality,
            accepted_at=None,
            revoked_at=None,
            defaults={"invited_by": invited_by, "token_hash": secrets.token_hex(32), "expires_at": timezone.now()},
        )
        invitation.role = Role(role)
        invitation.language = language
        return _issue(invitation, by=invited_by)


def resend_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """With a new link and a new term; the earlier link is void."""
    with transaction.atomic():
        current = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if current.status in {InvitationStatus.ACCEPTED, InvitationStatus.REVOKED}:
            raise InvitationClosed(current.status)
        return _issue(current, by=by)


def _issue(invitation: Invitation, *, by: User) -> Invitation:
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(token)
    invitation.invited_by = by
    invitation.expires_at = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
    invitation.sent_at = None
    invitation.save()
    transaction.on_commit(partial(_send, invitation, token))
    return invitation


def _send(invitation: Invitation, token: str) -> None:
    try:
        send_invitation(invitation, token)
    except OSError as error:  # smtplib's errors are OSErrors
        raise InvitationNotSent(invitation) from error
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["sent_at"])


def revoke_invitation(*, invitation: Invitation) -> Invitation:
    """Idempotent; what has been accepted stays accepted."""
    with transaction.atomic():
        current = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if current.status == InvitationStatus.ACCEPTED:
            raise InvitationClosed(current.status)
        if current.revoked_at is None:
            current.revoked_at = timezone.now()
            current.save(update_fields=["revoked_at"])
    return current


def find_invitation(token: str) -> Invitation | None:
    """Whatever became of it; see its `status`."""
    related = Invitation.objects.select_related("municipality", "invited_by", "accepted_by")
    return related.filter(token_hash=hash_of(token)).first()


def accept_invitation(
    *,
    invitation: Invitation,
    user: User | None = None,
    password: str = "",
    first_name: str = "",
    last_name: str = "",
    language: str = "",
) -> User:
    """Make the invited person a member: a new account, or the one of `user`, whose address it must be.

    An existing person keeps the greater role. A second acceptance by the same person changes nothing.
    """
    with transaction.atomic():
        current = Invitation.objects.select_for_update().select_related("municipality").get(pk=invitation.pk)
        if user is not None and current.accepted_by_id == user.pk:
            return user
        if current.status != InvitationStatus.OPEN:
            raise InvitationClosed(current.status)
        if user is None:
            user = User.objects.create_user(
                current.email,
                password,
                first_name=first_name,
                last_name=last_name,
                language=language or current.language,
            )
        elif user.email != current.email:
            raise PermissionError("an invitation is for the person it was sent to")
        if user.role == Role.MEMBER and current.role != Role.MEMBER:
            assign_role(user=user, role=current.role)
        add_member(municipality=current.municipality, user=user)
        current.accepted_at = timezone.now()
        current.accepted_by = user
        current.save(update_fields=["accepted_at", "accepted_by"])
    return user
