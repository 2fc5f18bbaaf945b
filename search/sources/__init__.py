"""Where documents come from. A source knows the rows of one prefix: what belongs into the index, and who may read it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from search.documents import SearchDocument

LONGEST_NUMBER = 18
"""Digits of a primary key; more are no row's, and no database takes them."""


class Source(Protocol):
    prefix: str

    def read_key(self, text: str) -> Any:
        """The key as the source knows it; None for what cannot be one."""

    def keys(self) -> Iterator[Any]:
        """Of everything that belongs into the index."""

    def documents(self, keys: Sequence[Any]) -> list[SearchDocument]:
        """Of those among the keys that belong into the index; the others have to leave it."""

    def readable(self, keys: Sequence[Any], user: Any) -> dict[Any, str]:
        """Where to read those among the keys that the person may read now."""


class NumberedRows:
    """For sources whose key is the primary key of a row."""

    def read_key(self, text: str) -> int | None:
        return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    if source.prefix in _sources:
        raise ValueError(f"the source {source.prefix!r} is registered twice")
    _sources[source.prefix] = source


def sources() -> list[Source]:
    return list(_sources.values())


def by_source(ids: Iterable[str]) -> Iterator[tuple[Source, list[Any]]]:
    """Ids like "page:12" sorted to their sources; ids of unknown sources are left out."""
    split: dict[str, set[Any]] = {}
    for prefix, _, text in (each.partition(":") for each in ids):
        key = _sources[prefix].read_key(text) if prefix in _sources else None
        if key is not None:
            split.setdefault(prefix, set()).add(key)
    for prefix, keys in sorted(split.items()):
        yield _sources[prefix], sorted(keys)


def documents_of(ids: Iterable[str]) -> list[SearchDocument]:
    return [document for source, keys in by_source(ids) for document in source.documents(keys)]


def readable_urls(ids: Iterable[str], user: Any) -> dict[str, str]:
    """Id and address of what the person may read at this moment, whatever the index says."""
    return {
        f"{source.prefix}:{key}": url
        for source, keys in by_source(ids)
        for key, url in source.readable(keys, user).items()
    }
