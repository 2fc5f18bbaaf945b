"""How names of places are compared, shortened and put into addresses."""

import re
import unicodedata

TRANSLITERATION = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
SPOKEN_FOR = ("kreis", "region", "verband")


def without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def fold(text: str) -> str:
    """The same for Gütersloh, Guetersloh, Gutersloh and GÜTERSLOH."""
    folded = without_accents(text.casefold().replace("ß", "ss"))
    for written, meant in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        folded = folded.replace(written, meant)
    return NOT_A_LETTER.sub(" ", folded).strip()


def search_key_of(name: str, official_name: str) -> str:
    """Both folded, the name first and ended by a bar, so that a search knows when it has all of it."""
    return f"{fold(name)} | {fold(official_name)}"[:300]


def slug_of(name: str) -> str:
    """gütersloh → guetersloh, as Germans write it; Django's slugify would drop the umlaut."""
    composed = unicodedata.normalize("NFC", name).lower().translate(TRANSLITERATION)
    return NOT_A_LETTER.sub("-", without_accents(composed)).strip("-")[:70].strip("-") or "kommune"


def short_name(official_name: str) -> str:
    """ "Krefeld, Stadt" → "Krefeld"; what stands in brackets distinguishes and stays."""
    return official_name.split(",", 1)[0].replace("/ ", "/").strip()


def district_label(name: str, state: str) -> str:
    """ "Oberallgäu" → "Landkreis Oberallgäu", in two states "Kreis …"; a name that says so itself stays."""
    bare = short_name(name)
    if any(word in bare.lower() for word in SPOKEN_FOR):
        return bare
    return f"{'Kreis' if state in {'NW', 'SH'} else 'Landkreis'} {bare}"
