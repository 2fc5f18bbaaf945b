"""The two sentences on a card, for an idea that brings none: the beginning of what it tells first."""

import re

from django.utils.html import strip_tags
from django.utils.text import Truncator

from cms.ideas.importing.rows import IdeaRow

LENGTH = 300
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"^\s{0,3}(#{1,6}\s+|>\s?|[-*+]\s+|\d+[.)]\s+)|[*_`~]{1,3}", re.MULTILINE)


def summary_of(row: IdeaRow) -> str:
    text = next((row.texts[name] for name in ("challenge", "body", "approach", "results") if row.texts[name]), "")
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip() and not part.lstrip().startswith("#")]
    plain = MARKS.sub("", LINK.sub(r"\1", (paragraphs or [text])[0]))
    return Truncator(" ".join(strip_tags(plain).split())).chars(LENGTH)
