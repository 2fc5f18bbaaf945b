"""What the live process asks the database; plain functions that run in a thread."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from network.municipalities.places import place_of, with_places
from network.people.models import User
from network.realtime.messages import Person
from network.realtime.models import Revocation
from network.realtime.registry import CatchUp, resolve


@dataclass(frozen=True)
class Entry:
    person: Person
    catch_up: CatchUp


def enter(user_id: int, topic: str, after: int | None) -> Entry | None:
    """What a person missed; None when the topic does not exist for this person, for whatever reason."""
    found = resolve(topic)
    user = User.objects.filter(pk=user_id, is_active=True).prefetch_related(with_places()).first()
    if found is None or user is None:
        return None
    kind, key = found
    if user.pk not in kind.authorize(key, [user]):
        return None
    person = Person(id=user.pk, name="", municipality="") if kind.names_nobody(key) else person_of(user)
    return Entry(person, kind.catch_up(key, after))


def person_of(user: User) -> Person:
    return Person(id=user.pk, name=user.get_full_name(), municipality=place_of(user))


def changes_after(topic: str, after: int) -> CatchUp:
    found = resolve(topic)
    if found is None:
        return CatchUp(after)
    kind, key = found
    return kind.catch_up(key, after)


def last_numbers(topics: Iterable[str]) -> dict[str, int]:
    keys = defaultdict(list)
    for topic in topics:
        if (found := resolve(topic)) is not None:
            keys[found[0]].append(found[1])
    return {
        f"{kind.prefix}:{key}": number
        for kind, wanted in keys.items()
        for key, number in kind.last_numbers(wanted).items()
    }


def still_entitled(readers: dict[str, set[int]]) -> dict[str, set[int]]:
    """Of the people in each topic, those who may still be there."""
    ids = set().union(*readers.values())
    users = {user.pk: user for user in User.objects.filter(pk__in=ids, is_active=True)}
    entitled = {}
    for topic, user_ids in readers.items():
        found = resolve(topic)
        present = [users[pk] for pk in user_ids if pk in users]
        entitled[topic] = found[0].authorize(found[1], present) if found and present else set()
    return entitled


def revocations_after(number: int | None) -> tuple[int, list[Revocation]]:
    """New revocations and the number of the last one; from the present on when no number is given."""
    if number is None:
        return Revocation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0, []
    new = list(Revocation.objects.filter(pk__gt=number).order_by("pk")[:500])
    return (new[-1].pk if new else number), new
