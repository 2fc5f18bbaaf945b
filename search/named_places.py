"""Which municipalities of the network a question names: "Wohnen Krefeld", "Krefelds Sprachkurse", "Freiburg"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from search import municipality_names
from search.analysis import fold_word, is_stop_word, words
from search.queries import KINDS_OF_PLACE, NamedPlace, ParsedText

ADDITION = re.compile(r"[(,/].*")
"""What tells places of one name apart: "(Oder)"."""

Key = tuple[str, ...]


def keys_of(name: str) -> Iterator[Key]:
    """The ways to write it: in full, and as people say it, "Freiburg" for "Freiburg im Breisgau"."""
    found = [fold_word(word) for word in words(name)]
    while len(found) > 1 and found[0] in KINDS_OF_PLACE:
        del found[0]
    yield tuple(found)
    said = [fold_word(word) for word in words(ADDITION.sub("", name)) if fold_word(word) not in KINDS_OF_PLACE]
    end = next((n for n, word in enumerate(said) if n and is_stop_word(word, ("de",))), len(said))
    yield tuple(said[:end])


class Names:
    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self._by_key: dict[Key, list[str]] = {}
        for slug, name in names.items():
            for key in dict.fromkeys(keys_of(name)):
                self._by_key.setdefault(key, []).append(slug)
        self._by_key.pop((), None)
        self._longest = max(map(len, self._by_key), default=0)

    def find(self, plain: tuple[str, ...]) -> Iterator[NamedPlace]:
        place = 0
        while place < len(plain):
            named = self._at(plain, place)
            if named:
                yield named
            place += len(named.typed) if named else 1

    def _at(self, plain: tuple[str, ...], place: int) -> NamedPlace | None:
        """The longest name that begins here."""
        for length in range(min(self._longest, len(plain) - place), 0, -1):
            typed = plain[place : place + length]
            key = tuple(fold_word(word) for word in typed)
            slugs = self._by_key.get(key) or self._by_key.get((*key[:-1], key[-1].removesuffix("s")))
            if slugs:
                return NamedPlace(typed, tuple(slugs))
        return None


class _Kept:
    names = Names({})


def locate(text: ParsedText) -> ParsedText:
    """The same question, with the municipalities it names. What is quoted or excluded names none."""
    known = municipality_names.names()
    if known != _Kept.names.names:
        _Kept.names = Names(known)
    return replace(text, places=tuple(_Kept.names.find(text.plain)))
