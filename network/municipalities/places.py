"""The municipality a person speaks for, as it stands beside the name."""

from django.db.models import Prefetch, prefetch_related_objects

from network.municipalities.models import Membership, Municipality
from network.people.models import User


def with_places(path: str = "") -> Prefetch:
    """For `prefetch_related` of something whose `path` leads to a person: `place_of` then asks nothing more."""
    return Prefetch(
        f"{path}__memberships" if path else "memberships", Membership.objects.select_related("municipality")
    )


def know_places(*users: User | None) -> None:
    """One query for all of them, and none afterwards: for what is told under a lock."""
    prefetch_related_objects([user for user in users if user is not None], with_places())


def municipality_of(user: User | None) -> Municipality | None:
    """Asks the database at most once for a person: what is told of one post names its author several times."""
    if user is None:
        return None
    know_places(user)
    return next((membership.municipality for membership in user.memberships.all()), None)


def place_of(user: User | None) -> str:
    municipality = municipality_of(user)
    return municipality.label if municipality is not None else ""
