"""What was asked, taken apart into words, phrases and exclusions; no input is refused, and none is ever parsed as code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from search.analysis import LANGUAGES, fold, guess_language, is_stop_word, words
from search.frames import without_frame

MOST_WORDS = 32
"""A question has fewer words; what follows is left out, and the page says so."""
LONGEST_TEXT = 2_000

KINDS_OF_PLACE = frozenset(
    words("stadt hansestadt landeshauptstadt landkreis kreis gemeinde kommune profil city town district municipality")
    + words("kontakt ansprechpartner ansprechpartnerin ansprechperson contact")
)
"""Words that go with the name of a place and ask for nothing that its profile does not say."""

QUOTED = re.compile(r'(?P<minus>(?<!\S)[-−–])?["„“”«»‟](?P<phrase>[^"„“”«»‟]*)["„“”«»‟]')
TERM = re.compile(r"\S+")
MINUS = ("-", "−", "–")


@dataclass(frozen=True)
class Synonym:
    """What something in the question is also called."""

    typed: tuple[str, ...]
    others: tuple[str, ...]
    """As editors write it."""

    @property
    def terms(self) -> tuple[tuple[str, ...], ...]:
        """The others, as words that follow one another."""
        return tuple(tuple(words(other)) for other in self.others)


@dataclass(frozen=True)
class NamedPlace:
    """Words of the question that name a municipality."""

    typed: tuple[str, ...]
    slugs: tuple[str, ...]
    """Of all that are called so."""


@dataclass(frozen=True)
class ParsedText:
    words: tuple[str, ...] = ()
    """What the hits should say, without words that carry no subject (unless there are no others)."""
    spoken: tuple[str, ...] = ()
    """All words of the question, for finding the text that reads most like it."""
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    """Words and phrases the hits must not say."""
    language: str | None = None
    """The language it seems to be asked in."""
    is_cut: bool = False
    """Whether something was left out because it was too long."""
    plain: tuple[str, ...] = ()
    """The words outside quotes and exclusions as they stand, one after the other."""
    synonyms: tuple[Synonym, ...] = ()
    """What else these are called; editors say so (`search.concepts`)."""
    places: tuple[NamedPlace, ...] = ()
    """Municipalities it names (`search.named_places`)."""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.phrases or self.excluded)

    @property
    def all_words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.words, *(word for phrase in self.phrases for word in phrase))))

    @property
    def other_terms(self) -> tuple[tuple[str, ...], ...]:
        """All that the words of the question are also called."""
        return tuple(dict.fromkeys(term for synonym in self.synonyms for term in synonym.terms))

    @property
    def named(self) -> frozenset[str]:
        """The words that say of which place, where others say what is sought there; else none."""
        named = frozenset(word for place in self.places for word in place.typed)
        is_about = any(word not in named and fold(word) not in KINDS_OF_PLACE for word in self.all_words)
        return named if is_about else frozenset()

    @property
    def topic(self) -> tuple[str, ...]:
        """All words of the question but those."""
        named = self.named
        return tuple(word for word in self.spoken if word not in named) or self.spoken

    @property
    def slugs(self) -> frozenset[str]:
        """Address parts of the municipalities it names."""
        return frozenset(slug for place in self.places for slug in place.slugs)

    def shortened(self) -> "ParsedText":
        """The first half of it: so many words and phrases are no question but a text."""
        words, spoken, phrases = len(self.words), len(self.spoken), len(self.phrases)
        return replace(
            self,
            words=self.words[: words // 2],
            spoken=self.spoken[: spoken // 2],
            phrases=self.phrases[: phrases // 2],
        )

    def corrected(self, corrections: Mapping[str, str]) -> "ParsedText":
        """As it was probably meant; what its words are also called and the places they name are then to be read anew."""

        def meant(typed: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(each for word in typed for each in words(corrections.get(word, word)))

        texts = {name: meant(getattr(self, name)) for name in ("words", "spoken", "plain")}
        return replace(self, **texts, synonyms=(), places=())  # type: ignore[arg-type]

    def without_phrases(self) -> "ParsedText":
        """The same words, without asking for them one after the other."""
        return replace(self, words=self.all_words[:MOST_WORDS], phrases=())


Order = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class EngineQuery:
    """Everything an engine needs to answer; nothing in it comes from elsewhere than these fields."""

    text: ParsedText
    access: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values chosen per facet group: OR within a group, AND across."""
    unless_in: str = ""
    """What is published in this language too is left out: its version there is the hit. Belongs to the group "lang"."""
    hidden: tuple[str, ...] = ()
    """Ids that are still in the index and must not be found any more."""
    only: tuple[str, ...] | None = None
    """Ids to look among, or None for all."""
    similar: tuple[str, ...] = ()
    """Ids that are hits although they say none of the words: they mean the same."""
    sort: str = "relevance"
    order: Order = ()
    """Municipalities in groups, those whose results come first first; within a group the sort decides."""
    offset: int = 0
    limit: int = 20
    with_facets: bool = True
    is_typing: bool = False
    """The last word may not be finished: it is sought as a beginning too, and is no mistake."""

    @property
    def unfinished(self) -> str:
        """The word being typed, if there is one."""
        return self.text.plain[-1] if self.is_typing and self.text.plain else ""

    @property
    def languages(self) -> tuple[str, ...]:
        chosen = tuple(language for language in LANGUAGES if language in self.filters.get("lang", ()))
        return chosen or LANGUAGES

    @property
    def is_narrowed(self) -> bool:
        """By more than the language, which also says how words are to be read."""
        return any(values for name, values in self.filters.items() if name != "lang")

    def without_filters(self) -> "EngineQuery":
        return replace(self, filters={"lang": self.filters["lang"]} if self.filters.get("lang") else {})

    def among(self, ids: tuple[str, ...]) -> "EngineQuery":
        """Which of these the asker may read, whatever they say."""
        return EngineQuery(ParsedText(), self.access, hidden=self.hidden, only=ids, with_facets=False)

    def only_counted(self, *, with_facets: bool = False) -> "EngineQuery":
        """The same results, for whoever wants their number."""
        return replace(self, sort="date", order=(), offset=0, limit=1, with_facets=with_facets)


def parse_text(raw: str) -> ParsedText:
    text = raw[:LONGEST_TEXT]
    language = guess_language(text)
    text = _about(text)
    spoken = tuple(dict.fromkeys(words(text)))[:MOST_WORDS]
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    for match in QUOTED.finditer(text):
        found = tuple(words(match["phrase"]))
        if found:
            (excluded if match["minus"] else phrases).append(found[:MOST_WORDS])
    plain: list[str] = []
    # What follows a quotation without a space is no term of its own: "Model C"-Schulen leaves out no schools.
    for term in TERM.findall(QUOTED.sub(' "', text)):
        found = tuple(words(term))
        if term.startswith(MINUS) and found:
            excluded.append(found)
        else:
            plain.extend(found)
    subjects = [word for word in plain if not is_stop_word(word, (language,) if language else LANGUAGES)]
    kept = _once_each(subjects or plain)
    is_cut = len(raw) > LONGEST_TEXT or len(kept) > MOST_WORDS
    return ParsedText(
        tuple(kept[:MOST_WORDS]),
        spoken,
        tuple(phrases[:8]),
        tuple(excluded[:MOST_WORDS]),
        language,
        is_cut,
        tuple(plain[:MOST_WORDS]),
    )


def _about(text: str) -> str:
    """Without the frame of the question, unless nothing else is asked; what is quoted stays as it is."""
    about = without_frame(text) if not QUOTED.search(text) else text
    return about if any(not is_stop_word(word) for word in words(about)) else text


def _once_each(found: list[str]) -> list[str]:
    spellings: dict[str, str] = {}
    for word in found:
        spellings.setdefault(fold(word), word)
    return list(spellings.values())
