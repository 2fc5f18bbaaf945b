"""Questions that look as if they named somebody are not kept at all."""

import re

E_MAIL = re.compile(r"\S@\S|\bat\b.+\bdot\b")
LONG_NUMBER = re.compile(r"\d(?:[\s./()+-]*\d){5,}")
"""Six digits, however they are grouped: telephone numbers, file references, dates of birth."""
ADDRESSED = re.compile(r"\b(?:herrn?|frau|familie|mr|mrs|ms)\.?\s+[^\W\d_]+", re.IGNORECASE)
SALUTATION_IN_THE_FIELD = re.compile(r"\bfrau(?:en)?\s+(?:und|mit|ohne|in|im|aus)\b", re.IGNORECASE)


def looks_personal(text: str) -> bool:
    if E_MAIL.search(text) or LONG_NUMBER.search(text):
        return True
    return bool(ADDRESSED.search(text)) and not SALUTATION_IN_THE_FIELD.search(text)
