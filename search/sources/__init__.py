"""Where documents come from. A source knows the rows of one prefix: what belongs into the index, and who may read it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Protocol

from search.documents import SearchDocument


class Source(Protocol):
    prefix: str

    def keys(self) -> Iterator[int]:
        """Of everything that belongs into the index."""

    def documents(self, keys: Sequence[int]) -> list[SearchDocument]:
        """Of those among the keys that belong into the index; the others have to leave it."""

    def readable(self, keys: Sequence[int], user: Any) -> dict[int, str]:
        """Where to read those among the keys that the person may read now."""


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    if source.prefix in _sources:
        raise ValueError(f"the source {source.prefix!r} is registered twice")
    _sources[source.prefix] = source


def sources() -> list[Source]:
    return list(_sources.values())


def by_source(ids: Iterable[str]) -> Iterator[tuple[Source, list[int]]]:
    """Ids like "page:12" sorted to their sources; ids of unknown sources are left out."""
    split = sorted({(prefix, int(key)) for prefix, _, key in (each.partition(":") for each in ids) if key.isdigit()})
    for prefix, group in groupby(split, key=lambda pair: pair[0]):
        if prefix in _sources:
            yield _sources[prefix], [key for _, key in group]


def documents_of(ids: Iterable[str]) -> list[SearchDocument]:
    return [document for source, keys in by_source(ids) for document in source.documents(keys)]


def readable_urls(ids: Iterable[str], user: Any) -> dict[str, str]:
    """Id and address of what the person may read at this moment, whatever the index says."""
    return {
        f"{source.prefix}:{key}": url
        for source, keys in by_source(ids)
        for key, url in source.readable(keys, user).items()
    }
