"""The beginning of a text as running text: for letters, notifications and lists."""

import re
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import Truncator

QUOTATION = re.compile(r"(</?blockquote>)")
BLOCK_END = re.compile(r"</(?:p|li|h\d|td|th|blockquote)>|<br>")


def excerpt(html: str, length: int) -> str:
    """Of what is not quoted if there is any; what stood in blocks of its own is kept apart."""
    words = _words(_without_quotations(html)) or _words(html)
    return Truncator(" ".join(words)).chars(length)


def _words(html: str) -> list[str]:
    return unescape(strip_tags(BLOCK_END.sub(" ", html))).split()


def _without_quotations(html: str) -> str:
    kept, depth = [], 0
    for piece in QUOTATION.split(html):
        if QUOTATION.fullmatch(piece):
            depth += -1 if piece.startswith("</") else 1
        elif not depth:
            kept.append(piece)
    return " ".join(kept)
