"""Everyone who may read a space: `spaces.view_space` asked of the whole network at once."""

from collections.abc import Iterable

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from network.people.models import User
from network.people.roles import Role
from network.spaces.models import Space


def readers_of(space: Space) -> QuerySet[User]:
    active = User.objects.active()
    if space.is_open:
        return active
    return active.filter(Q(pk__in=space.memberships.values("user")) | Q(is_superuser=True))


def who_may_read(space: Space, people: Iterable[User]) -> set[int]:
    """Of these people; one query, however many there are."""
    ids = [person.pk for person in people]
    return set(readers_of(space).filter(pk__in=ids).values_list("pk", flat=True))


def people_gained(before: Space, after: Space) -> QuerySet[User]:
    """Who may read the second and not the first: what something that goes from one to the other gains in readers."""
    return readers_of(after).exclude(pk__in=readers_of(before).values("pk"))


def members_of(space: Space) -> QuerySet[User]:
    return User.objects.active().filter(space_memberships__space=space)


def managers_of(space: Space) -> QuerySet[User]:
    """The members who manage it: those who facilitate here, and those who facilitate the network."""
    manages = Q(space_memberships__is_facilitator=True) | Q(role__in=(Role.FACILITATOR, Role.COORDINATOR))
    return User.objects.active().filter(manages, space_memberships__space=space)


def reader_count_of(space: Space) -> int:
    """What is said beside every editor: the whole network or the members. Administrators, who read all, are not counted.

    A page that has asked `with_reader_count` along with something else puts the number on the space.
    """
    if "reader_count" in space.__dict__:
        return space.__dict__["reader_count"]
    return User.objects.active().count() if space.is_open else members_of(space).count()


def with_reader_count(path: str) -> Case:
    """The same number, for `annotate` of something whose `path` leads to a space."""
    people = User.objects.active().order_by()
    everyone = people.values("is_active").annotate(number=Count("pk")).values("number")
    members = people.filter(space_memberships__space=OuterRef(path)).values("is_active")
    return Case(
        When(**{f"{path}__visibility": Space.Visibility.NETWORK}, then=Subquery(everyone)),
        default=Coalesce(Subquery(members.annotate(number=Count("pk")).values("number")), 0),
    )
