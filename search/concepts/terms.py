"""Terms as editors write them, one a line, and what is wrong with them."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from search.analysis import fold, is_stop_word, words

MOST_TERMS = 30
"""In one list; what has more words is no concept but a topic."""
LONGEST_TERM = 80
MOST_WORDS = 6


def split_terms(text: str) -> tuple[str, ...]:
    """One term a line, without what is around it."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in lines if line)


def term_key(term: str) -> str:
    """Alike for all spellings of one term: "SGB-II-Träger" and "sgb ii traeger"."""
    return " ".join(fold(word) for word in words(term))


def problems(terms: Iterable[str]) -> Iterator[str]:
    """What is wrong with a list, as sentences for the editor, each naming the term it is about."""
    found = list(terms)
    if len(found) > MOST_TERMS:
        yield _("%(count)d terms are too many; up to %(most)d can be used.") % {"count": len(found), "most": MOST_TERMS}
    for term in found[:MOST_TERMS]:
        shown = {"term": term if len(term) <= LONGEST_TERM else f"{term[:LONGEST_TERM]}…", "most": MOST_WORDS}
        said = words(term)
        if len(term) > LONGEST_TERM or len(said) > MOST_WORDS:
            yield _("“%(term)s” is too long; a term has up to %(most)d words.") % shown
        elif not said:
            yield _("“%(term)s” has no word one could search for.") % shown
        elif all(is_stop_word(word) or len(word) == 1 for word in said):
            yield _("“%(term)s” stands in nearly every text; searching for it would find everything.") % shown
        elif any(not character.isprintable() for character in term):
            yield _("“%(term)s” has characters in it that cannot be seen. Please type it again.") % shown


def repeated(terms: Iterable[str]) -> list[str]:
    """The terms that say again, in whatever spelling, what an earlier one says."""
    seen: set[str] = set()
    again = []
    for term in terms:
        key = term_key(term)
        if key and key in seen:
            again.append(term)
        seen.add(key)
    return again
