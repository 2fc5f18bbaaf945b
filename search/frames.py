"""The part of a question that only says that others are asked: "Has any city …", "Wer hat Erfahrung mit …".

The texts of the network are about cities and what they solved, so these words would count as what is sought.
"""

import re

CITY_DE = r"(?:kommunen?|stadt|städte|gemeinden?|landkreise?|kreise?)"
CITY_EN = r"(?:city|cities|towns?|municipality|municipalities|county|counties)"
ASKED = re.compile(
    r"^\W*(?:"
    rf"(?:hat|haben|gibt\s+es|gab\s+es|kennt|kennen)\s+(?:(?:denn|schon|bereits|auch|irgend)\s+)*"
    rf"(?:jemand|(?:(?:eine?|irgendeine?|andere|irgendwelche)\s+)?{CITY_DE})"
    rf"|welche\s+(?:andere[nr]?\s+)?{CITY_DE}\s+haben"
    rf"|(?:has|have|does|do|is\s+there|are\s+there)\s+(?:any(?:one|body)|some(?:one|body)|(?:any|another|other|some)\s+(?:other\s+)?{CITY_EN})"
    rf"|which\s+(?:other\s+)?{CITY_EN}\s+have"
    r")\b(?:,?\s*(?:die|der|that|which|who)\b)?",
    re.IGNORECASE,
)
EXPERIENCE = re.compile(
    r"\b(?:(?:wer\s+hat|gibt\s+es)\s+)?(?:gute\s+|schon\s+)*erfahrung(?:en)?\s+(?:mit|in|bei|zu[mr]?|aus)\b"
    r"|\b(?:any\s+|good\s+)?experiences?\s+(?:of|in|with)\b",
    re.IGNORECASE,
)
SOLVED = re.compile(r"\b(?:gelöst|geschafft|hinbekommen|solved|tackled)\b", re.IGNORECASE)
"""Says nothing where somebody asks who has done it; elsewhere it may be the subject."""


def without_frame(text: str) -> str:
    """What is asked about; the text itself where it has no such frame."""
    about = ASKED.sub(" ", text)
    if about != text:
        about = SOLVED.sub(" ", about)
    return EXPERIENCE.sub(" ", about)
