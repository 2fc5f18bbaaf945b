"""What a thing is and where it belongs, beside what it says: people seek accounts from practice, from a place if they name it."""

from search import ranking
from search.analysis import fold_word, words
from search.documents import SearchDocument
from search.queries import ParsedText

PROFILE = "municipality"
PARTS = ("programme_item", "recommendation", "document")
TALK = ("thread", "post")
PLACED = ("idea", "meeting")
"""They say where they are from or were held; a meeting's municipalities are those that came."""


def share_of_words(document: SearchDocument, text: ParsedText) -> float:
    """How much of its score by words counts."""
    return ranking.PROFILE if document.type == PROFILE and not _is_meant(document, text) else 1.0


def standing(document: SearchDocument, text: ParsedText) -> float:
    """What counts beside words and meaning."""
    if document.type == PROFILE and text.slugs and not _is_named(document, text):
        return -ranking.IN_NAMED_PLACE  # whoever names one municipality does not seek the profile of another
    part = ranking.PART if document.type in PARTS else 0.0
    return part + (ranking.IN_NAMED_PLACE if _is_meant(document, text) else 0.0)


def whole_of(document: SearchDocument) -> tuple[str, ...]:
    """What it is a part of, which a result names as its place; what is no part is a whole of its own."""
    if document.type in PARTS:
        return ("page", document.place)
    if document.type in TALK:
        return ("thread", document.place, document.title)
    return ("page", document.title) if document.type == "meeting" else (document.id,)


def _is_named(document: SearchDocument, text: ParsedText) -> bool:
    places = document.facets.get("municipality", ())
    return len(places) == 1 and places[0] in text.slugs


def _is_meant(document: SearchDocument, text: ParsedText) -> bool:
    """By the name of its place; the profile only where nothing else is asked."""
    if document.type in PLACED:
        return not {fold_word(word) for word in words(document.place)}.isdisjoint(map(fold_word, text.words))
    return _is_named(document, text) and not (document.type == PROFILE and text.named)
