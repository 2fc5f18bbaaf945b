"""One tag per meaning of a spelling: case, umlauts, ß, accents, hyphens and spaces do not make a new tag."""

import re
import unicodedata

from django.utils.text import slugify

SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})
SEPARATORS = re.compile(r"[\s\-–_/.,;:]+")
MAX_LENGTH = 60
SLUG_LENGTH = 80


def clean_name(name: str) -> str:
    """The name as it is shown: no control characters, single spaces, within the length."""
    printable = "".join(char if char.isprintable() else " " for char in unicodedata.normalize("NFC", name))
    return " ".join(printable.strip(" #,;").split())[:MAX_LENGTH].strip()


def tag_key(name: str) -> str:
    """Equal for every spelling of a tag: "Frühstück" and "fruehstueck", "E-Learning" and "e learning"."""
    spelled = unicodedata.normalize("NFC", name).lower().translate(SPELLED_OUT)
    plain = "".join(char for char in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(char))
    return SEPARATORS.sub("", plain)


def slug_of(title: str) -> str:
    """ "Frühstück für Eltern" → "fruehstueck-fuer-eltern"; at most 80 characters, cut between words."""
    slug = slugify(unicodedata.normalize("NFC", title).lower().translate(SPELLED_OUT))
    return slug if len(slug) <= SLUG_LENGTH else slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]


def split_names(text: str) -> list[str]:
    """The tags typed into one field, separated by commas, semicolons or lines; each spelling once."""
    names: dict[str, str] = {}
    for part in re.split(r"[,;\n]", text):
        name = clean_name(part)
        if tag_key(name):
            names.setdefault(tag_key(name), name)
    return list(names.values())
