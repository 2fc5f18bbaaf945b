"""Where the public profiles of municipalities are: the package that has the pages registers how they are found."""

from collections.abc import Callable, Iterable

Find = Callable[[Iterable[int]], dict[int, str]]
"""Addresses by the id of the municipality, of those whose profile is public."""

_registered: list[Find] = []


def register_profile_addresses(find: Find) -> None:
    _registered.append(find)


def profile_addresses(ids: Iterable[int]) -> dict[int, str]:
    wanted = list(ids)
    return {pk: url for find in _registered for pk, url in find(wanted).items()} if wanted else {}
