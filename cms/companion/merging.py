"""What two people wrote into the same text at the same time, put together where they did not touch the same lines."""

from difflib import SequenceMatcher
from itertools import pairwise

Edit = tuple[int, int, list[str]]
"""From and up to which line of the former text, and what stands there instead."""


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Both texts in one; None where both changed the same lines, and somebody has to decide.

    What both added at the same place stands there twice over, theirs first: at the end of the text that is the rule.
    """
    lines = base.splitlines()
    edits = _edits(lines, theirs.splitlines())
    edits += [edit for edit in _edits(lines, mine.splitlines()) if edit not in edits]
    edits.sort(key=lambda edit: edit[:2])
    if any(later[0] < earlier[1] for earlier, later in pairwise(edits)):
        return None
    for start, end, instead in reversed(edits):
        lines[start:end] = instead
    return "\n".join(lines) + ("\n" if mine.endswith("\n") else "")


def _edits(before: list[str], after: list[str]) -> list[Edit]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        (start, end, after[new_start:new_end])
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
        if tag != "equal"
    ]
