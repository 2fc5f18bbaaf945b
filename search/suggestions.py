"""What somebody who types may mean: titles, municipalities, topics, tags and people, of what they may see."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from cms.basepage.tags import tag_key
from cms.basepage.vocabulary import topics
from network.people.models import User
from network.people.rules import is_active_user
from search import municipality_names
from search.access import readable
from search.analysis import WORD, fold
from search.browsing import public_tags
from search.documents import SearchDocument
from search.engines import get_engine
from search.engines.base import EngineUnavailableError
from search.engines.corrections import LONG_WORD, SHORTEST_CORRECTED, distance
from search.facets import TYPES
from search.parameters import Address
from search.searching import SearchRequest, engine_query

MOST_SUGGESTIONS = 10
SHORTEST = 2
LONGEST = 100
"""Nobody goes on choosing from a list after that many letters."""
MOST_TITLES = 4
MOST_OF_A_KIND = 2
MOST_IN_ALL = 8
TITLES_LOOKED_AT = 30


@dataclass(frozen=True)
class Suggestion:
    text: str
    marked: SafeString
    """The text, escaped, with <mark> around what was typed of it."""
    url: str
    detail: str = ""
    lang: str = ""
    """Where it is not the reader's language."""


@dataclass(frozen=True)
class SuggestionGroup:
    name: str
    label: StrOrPromise
    items: list[Suggestion]


def suggest(text: str, user: Any) -> list[SuggestionGroup]:
    """In the reader's language; groups with nothing in them are left out."""
    typed = Typed(text[:LONGEST])
    if len(text) < SHORTEST or not typed.words:
        return []
    others = [
        SuggestionGroup("municipalities", _("Municipalities"), _municipalities(typed)),
        SuggestionGroup("topics", _("Topics"), _topics(typed)),
        SuggestionGroup("tags", _("Tags"), _tags(typed)),
        SuggestionGroup("people", _("People"), _people(typed, user)),
    ]
    most = max(MOST_IN_ALL - sum(len(group.items) for group in others), MOST_OF_A_KIND)
    titles = SuggestionGroup("titles", _("Titles"), _titles(typed, user)[: min(most, MOST_TITLES)])
    return [group for group in (titles, *others) if group.items]


class Typed:
    """What stands in the field: whole words, and one that may still be going on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [fold(word) for word in WORD.findall(text)]

    def fits(self, name: str) -> bool:
        """Whether each typed word begins a word of the name."""
        found = [fold(word) for word in WORD.findall(name)]
        return all(any(word.startswith(begin) for word in found) for begin in self.words)

    def mark(self, name: str) -> SafeString:
        parts, end = [], 0
        for match in WORD.finditer(name):
            if length := self._typed_of(match[0]):
                parts += [escape(name[end : match.start()]), "<mark>", escape(match[0][:length]), "</mark>"]
                end = match.start() + length
        parts.append(escape(name[end:]))
        return mark_safe("".join(parts))

    def _typed_of(self, word: str) -> int:
        """How many letters of the word were typed: "Fluech" is four of "Flüchtlinge"."""
        folded = fold(word)
        begins = [begin for begin in self.words if folded.startswith(begin)]
        if not begins:
            return 0
        longest = max(begins, key=len)
        lengths = range(1, len(word) + 1)
        return next((length for length in lengths if fold(word[:length]).startswith(longest)), len(word))

    def suggestion(self, name: str, url: str, detail: str = "", lang: str = "") -> Suggestion:
        return Suggestion(name, self.mark(name), url, detail, lang)


def _search_url(name: str, value: str) -> str:
    return Address(reverse("search:search"), SearchRequest()).toggled(name, value)


def _titles(typed: Typed, user: Any) -> list[Suggestion]:
    """A thread stands for its posts, and people have a group of their own. Without an index the other groups go on."""
    kinds = tuple(kind for kind in TYPES if kind not in {"post", "person"})
    asked = SearchRequest(text=typed.text, filters={"type": kinds}, page_size=TITLES_LOOKED_AT, with_facets=False)
    try:
        hits = get_engine().search(replace(engine_query(asked, user), is_typing=True)).hits
    except EngineUnavailableError:
        return []
    documents = _each_once(hit.document for hit in hits if typed.fits(hit.document.title))
    urls = readable(documents, user)
    return [_title(typed, document, urls[document.id]) for document in documents if document.id in urls]


def _each_once(documents: Iterable[SearchDocument]) -> list[SearchDocument]:
    """Those in the reader's language first; a profile that is called alike in both is one suggestion."""
    own = get_language()
    ordered = sorted(documents, key=lambda document: document.lang != own)
    return list({(each.type, each.title): each for each in reversed(ordered)}.values())[::-1][: 2 * MOST_TITLES]


def _title(typed: Typed, document: SearchDocument, url: str) -> Suggestion:
    detail = " · ".join(part for part in (str(TYPES[document.type]), document.place) if part)
    return typed.suggestion(document.title, url, detail, document.lang if document.lang != get_language() else "")


def _municipalities(typed: Typed) -> list[Suggestion]:
    """Those the letters begin, or else those they nearly spell."""
    names = municipality_names.names()
    found = [(slug, name) for slug, name in names.items() if typed.fits(name)]
    found = sorted(found, key=lambda place: (not fold(place[1]).startswith(typed.words[0]), place[1]))
    found = found or _nearly_spelt(typed, names)
    detail = _("everything from there")
    return [
        typed.suggestion(name, _search_url("municipality", slug), str(detail)) for slug, name in found[:MOST_OF_A_KIND]
    ]


def _nearly_spelt(typed: Typed, names: dict[str, str]) -> list[tuple[str, str]]:
    """One mistake, in a long name two; the first letter is nearly always right, and tells most names apart."""
    word = typed.words[0]
    if len(typed.words) > 1 or len(word) < SHORTEST_CORRECTED:
        return []
    most = 2 if len(word) >= LONG_WORD else 1
    found = []
    for slug, name in names.items():
        folded = fold(name)
        if folded[:1] == word[:1]:
            mistakes = min(distance(word, folded[: len(word) + more], most) for more in (0, 1))
            if mistakes <= most:
                found.append((mistakes, name, slug))
    return [(slug, name) for _mistakes, name, slug in sorted(found)]


def _topics(typed: Typed) -> list[Suggestion]:
    found = [label for label in topics() if typed.fits(label.name)]
    return [typed.suggestion(label.name, _search_url("topic", label.key)) for label in found[:MOST_OF_A_KIND]]


def _tags(typed: Typed) -> list[Suggestion]:
    found = suggest_tags(typed.text, MOST_OF_A_KIND)
    return [typed.suggestion(str(tag["name"]), _search_url("tag", str(tag["key"]))) for tag in found]


def _people(typed: Typed, user: Any) -> list[Suggestion]:
    """For members only; by first and last name in either order."""
    if not is_active_user(user):
        return []
    words = WORD.findall(typed.text)[:3]
    found = User.objects.visible_to(user)
    for word in words:
        found = found.filter(Q(first_name__istartswith=word) | Q(last_name__istartswith=word))
    people = found.exclude(first_name="", last_name="").order_by("last_name", "first_name", "pk")[:MOST_OF_A_KIND]
    return [typed.suggestion(each.get_full_name(), reverse("people:person", args=[each.pk])) for each in people]


def suggest_tags(text: str, most: int = MOST_SUGGESTIONS) -> list[dict[str, object]]:
    """Tags in use that begin with the text, then those that contain it, whatever the spelling; the most used first."""
    key = tag_key(text)
    if not key:
        return []
    rank = Case(When(key__startswith=key, then=Value(0)), default=Value(1), output_field=IntegerField())
    tags = public_tags().filter(key__contains=key).order_by(rank, "-page_count", "name")[:most]
    return [{"key": tag.key, "name": tag.name, "count": tag.page_count} for tag in tags]
