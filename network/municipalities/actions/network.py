from datetime import date

from django.db import transaction

from network.municipalities import signals
from network.municipalities.models import Membership, Municipality
from network.people.models import User


def join_network(
    *,
    municipality: Municipality,
    joined_on: date,
    by: User | None = None,
    contact_role: str = "",
    contact_email: str = "",
) -> Municipality:
    """Take a municipality of the register into the network; one that is in it already keeps its date."""
    with transaction.atomic():
        current = Municipality.objects.select_for_update().get(pk=municipality.pk)
        was_in_network = current.is_in_network
        if not was_in_network:
            municipality.joined_on = joined_on
            municipality.left_on = None
        municipality.contact_role = contact_role or municipality.contact_role
        municipality.contact_email = contact_email or municipality.contact_email
        municipality.save(update_fields=["joined_on", "left_on", "contact_role", "contact_email"])
        if not was_in_network:
            signals.municipality_joined.send(Municipality, municipality=municipality, by=by)
    return municipality


def leave_network(*, municipality: Municipality, left_on: date) -> Municipality:
    """Its texts stay, its people no longer speak for it."""
    with transaction.atomic():
        municipality.left_on = left_on
        municipality.save(update_fields=["left_on"])
        signals.municipality_left.send(Municipality, municipality=municipality)
    return municipality


def add_member(
    *, municipality: Municipality, user: User, is_contact: bool = False, contact_role: str = ""
) -> Membership:
    """Idempotent: a second time only brings the function up to date."""
    with transaction.atomic():
        membership, created = Membership.objects.update_or_create(
            municipality=municipality,
            user=user,
            defaults={"is_contact": is_contact, "contact_role": contact_role} if is_contact or contact_role else {},
        )
        if created:
            signals.membership_added.send(Membership, membership=membership)
    return membership


def remove_member(*, membership: Membership) -> None:
    user, municipality = membership.user, membership.municipality
    with transaction.atomic():
        deleted, _by_model = Membership.objects.filter(pk=membership.pk).delete()
        if deleted:
            signals.membership_removed.send(Membership, user=user, municipality=municipality)
