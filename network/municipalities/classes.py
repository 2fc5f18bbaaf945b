"""What a municipality is like, without saying which it is: its kind, its size and its state, as far as others are alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from network.municipalities.models import Kind, Municipality, SizeClass, State
from network.people.models import User

ENOUGH = 3
"""A class that fewer municipalities share could be guessed; see docs/decisions/0015-failure-rooms.md."""
Parts = tuple[str, str, str]


@dataclass(frozen=True)
class MunicipalityClass:
    """What is empty is not said."""

    kind: str = ""
    size: str = ""
    state: str = ""

    @property
    def code(self) -> str:
        return f"{self.kind}|{self.size}|{self.state}"

    @classmethod
    def from_code(cls, code: str) -> "MunicipalityClass":
        kind, size, state = code.split("|")
        return cls(kind, size, state)

    @property
    def label(self) -> str:
        """ "District, 100,000 to below 500,000 inhabitants, Bavaria" """
        if not self.kind:
            return _("A municipality of the network")
        parts = [Kind(self.kind).label, SizeClass(self.size).label if self.size else ""]
        parts.append(State(self.state).label if self.state else "")
        return ", ".join(str(part) for part in parts if part)


def class_among(municipality: Municipality | None, people: QuerySet[User]) -> MunicipalityClass:
    """As exact as at least ENOUGH municipalities of these people share it: first the state is left out, then the size."""
    if municipality is None:
        return MunicipalityClass()
    others = Municipality.objects.filter(memberships__user__in=people.values("pk")).distinct()
    known = [_parts(other) for other in others]
    for parts in _ever_coarser(_parts(municipality)):
        if sum(_is_within(other, parts) for other in known) >= ENOUGH:
            return MunicipalityClass(*parts)
    return MunicipalityClass()


def _ever_coarser(parts: Parts) -> Iterable[Parts]:
    kind, size, state = parts
    return dict.fromkeys(((kind, size, state), (kind, size, ""), (kind, "", "")))


def _parts(municipality: Municipality) -> Parts:
    return municipality.kind, str(municipality.size_class or ""), municipality.state


def _is_within(parts: Parts, wider: Parts) -> bool:
    return all(mine == theirs or not theirs for mine, theirs in zip(parts, wider, strict=True))
