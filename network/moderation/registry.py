"""What can be reported, and where it stands. Packages above register theirs from `AppConfig.ready()`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from network.people.models import User
from network.people.rules import is_editor


@dataclass(frozen=True)
class Subject:
    """Something reported, as those who decide about it see it."""

    key: str
    scope: str
    author: User | None
    author_name: str
    """As the author appears to others where it stands."""
    title: str
    what: Callable[[], str]
    """Named in a sentence, in the language of whoever reads it: a post in “Ways to work”."""
    place: str
    url: str
    html: SafeString
    trail: Sequence[dict[str, str]]
    """Where it stands, from the start page on, as a breadcrumb trail."""
    at: datetime
    number: int = 0
    is_masked: bool = False
    """Others do not see who it is; those who decide see the name only after a step that is written down."""
    is_hidden: bool = False
    is_gone: bool = False
    """Deleted: there is nothing to decide any more."""


@dataclass(frozen=True)
class ReportableKind:
    find: Callable[[User, int], Subject | None]
    """What the person may read and therefore report; None for everything else."""
    look: Callable[[Sequence[int]], dict[int, Subject]]
    """With its text even where it is hidden; a case is opened only to those who may decide about it."""
    lock: Callable[[int], None]
    """What hiding and showing again will lock, asked before the case is: who writes there comes to its case afterwards."""
    hide: Callable[[int, User, str], None]
    restore: Callable[[int, User], None]
    around: Callable[[User, int], Sequence[Subject]] = lambda _user, _pk: ()
    """What stands before and after it, as far as the person may read it; nothing where it stands for itself."""


_kinds: dict[str, ReportableKind] = {}


def register_reportable(prefix: str, kind: ReportableKind) -> None:
    """For keys `prefix:number`."""
    if prefix in _kinds:
        raise ValueError(f"{prefix!r} is registered twice as something to report")
    _kinds[prefix] = kind


def reportable_kind(prefix: str) -> ReportableKind | None:
    return _kinds.get(prefix)


def look_up(keys: Iterable[str]) -> dict[str, Subject]:
    """One question per kind of thing, however many there are."""
    numbers: dict[str, list[int]] = {}
    for key in keys:
        prefix, _colon, number = key.partition(":")
        numbers.setdefault(prefix, []).append(int(number))
    found = (_kinds[prefix].look(wanted) for prefix, wanted in numbers.items() if prefix in _kinds)
    return {subject.key: subject for subjects in found for subject in subjects.values()}


# --- where it stands ---


@dataclass(frozen=True)
class ScopeKind:
    managed_by: Callable[[User], Iterable[int]]
    readable_by: Callable[[User], Iterable[int]]
    managers: Callable[[int], QuerySet[User]]
    readers: Callable[[int], QuerySet[User]]
    deciders: Promise
    """Who looks at a report from there, as those who report are told."""


_scopes: dict[str, ScopeKind] = {}


def register_scope(prefix: str, kind: ScopeKind) -> None:
    """For scopes `prefix:number`."""
    if prefix in _scopes:
        raise ValueError(f"scopes of the prefix {prefix!r} are registered twice")
    _scopes[prefix] = kind


def moderated_scopes(user: Any) -> list[str]:
    """Where one moderates without being a coordinator: editors where they may read, others where they manage."""
    return [
        f"{prefix}:{number}"
        for prefix, kind in _scopes.items()
        for number in (kind.readable_by(user) if is_editor(user) else kind.managed_by(user))
    ]


def readable_scopes(user: User) -> set[str]:
    return {f"{prefix}:{number}" for prefix, kind in _scopes.items() for number in kind.readable_by(user)}


def scope_kind(scope: str) -> tuple[ScopeKind | None, int]:
    prefix, _colon, number = scope.partition(":")
    return _scopes.get(prefix), int(number)
