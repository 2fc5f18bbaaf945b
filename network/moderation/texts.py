"""What a text must be, whoever sends it."""

from network.moderation.models import MAX_TEXT
from network.people.texts import clean_lines, refuse_too_long


def clean_text(text: str) -> str:
    text = clean_lines(text).strip()
    refuse_too_long(text, MAX_TEXT, "too_long")
    return text
