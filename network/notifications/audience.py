"""Who is told of what happens: those it concerns, and those who follow where it happens; nobody who has muted it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from network.notifications.models import Level, Preference, Rhythm, ScopeChoice
from network.notifications.registry import NotificationKind
from network.notifications.wishes import wishes_of
from network.people.models import User


@dataclass(frozen=True)
class Circle:
    """Where something happens, as `thread:3` and `space:12`, the nearest first; `readers` are all who may read it."""

    scopes: Sequence[str]
    readers: QuerySet[User]


@dataclass(frozen=True)
class Listener:
    user: User
    preference: Preference
    rhythm: str


def listeners(
    kind: NotificationKind, concerned: Iterable[User], actor: User | None, circle: Circle | None
) -> list[Listener]:
    people = {person.pk: person for person in concerned}
    touched = set(people)
    scopes = circle.scopes if circle else ()
    if circle and not kind.is_direct:
        people |= {person.pk: person for person in _followers(circle)}
    active = [person for person in people.values() if person.is_active and person != actor]
    found = []
    for pk, wishes in wishes_of(active, scopes).items():
        if wishes.wants(scopes, is_concerned=pk in touched, is_direct=kind.is_direct):
            rhythm = wishes.rhythm(scopes) if kind.email else Rhythm.NEVER
            found.append(Listener(people[pk], wishes.preference, rhythm))
    return found


def _followers(circle: Circle) -> QuerySet[User]:
    choices = ScopeChoice.objects.filter(scope__in=circle.scopes, level=Level.FOLLOW)
    return circle.readers.filter(
        Q(pk__in=choices.values("user")) | Q(notification_preference__level=Level.FOLLOW), is_active=True
    )
