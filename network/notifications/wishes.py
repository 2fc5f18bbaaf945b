"""What people want to be told of, and when: the choice for the thread, else for the space, else the person's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from network.notifications.models import Level, Preference, ScopeChoice
from network.people.models import User


@dataclass(frozen=True)
class Wishes:
    preference: Preference
    choices: dict[str, ScopeChoice] = field(default_factory=dict)

    def level(self, scopes: Sequence[str]) -> str:
        """Scopes go from the nearest to the farthest."""
        return self._nearest("level", scopes) or self.preference.level

    def rhythm(self, scopes: Sequence[str]) -> str:
        return self._nearest("rhythm", scopes) or self.preference.rhythm

    def wants(self, scopes: Sequence[str], *, is_concerned: bool, is_direct: bool = False) -> bool:
        """Muting ends everything but what is addressed to the person by name."""
        if is_direct or not scopes:
            return is_concerned
        level = self.level(scopes)
        return level == Level.FOLLOW or (level == Level.NORMAL and is_concerned)

    def _nearest(self, name: str, scopes: Sequence[str]) -> str:
        values = (getattr(self.choices[scope], name) for scope in scopes if scope in self.choices)
        return next((value for value in values if value), "")


def wishes_of(people: Iterable[User], scopes: Iterable[str]) -> dict[int, Wishes]:
    """Two queries, however many people and scopes."""
    ids = [person.pk for person in people]
    preferences = {row.user_id: row for row in Preference.objects.filter(user__in=ids)}
    choices: dict[int, dict[str, ScopeChoice]] = {}
    for choice in ScopeChoice.objects.filter(user__in=ids, scope__in=set(scopes)):
        choices.setdefault(choice.user_id, {})[choice.scope] = choice
    return {pk: Wishes(preferences.get(pk) or Preference(user_id=pk), choices.get(pk, {})) for pk in ids}


def wishes_of_one(user: User, scopes: Iterable[str]) -> Wishes:
    return wishes_of([user], scopes)[user.pk]


def chosen_level(user: User, prefix: str, field: str) -> Coalesce:
    """To annotate spaces or threads with the level chosen for `prefix:<field>`; empty where none was."""
    scope = Concat(Value(f"{prefix}:"), Cast(OuterRef(field), CharField()))
    chosen = ScopeChoice.objects.filter(user=user, scope=scope)
    return Coalesce(Subquery(chosen.values("level")[:1]), Value(""))
