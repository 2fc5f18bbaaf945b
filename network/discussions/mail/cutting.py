"""What somebody wrote themselves in an e-mail, without the quoted letter, the signature and the telephone's advertisement.

Goes through the lines once. Only what is certainly not theirs is cut: a sentence too many is a nuisance, one too few a loss.
"""

import re
from collections.abc import Sequence

LONGEST = 300
"""So much of a line is looked at …"""
MOST_LINES = 2000
"""… and so many lines; no post is as long."""
WROTE = re.compile(r"(?:am|on)\b[^\n]{4,200}?\b(?:schrieb|wrote)\b[^\n]{0,150}:", re.IGNORECASE)
"""Over up to three lines …"""
WROTE_ON = re.compile(r"[^\n]{2,120} schrieb am [^\n]{4,120}:", re.IGNORECASE)
"""… and in one."""
SEPARATOR = re.compile(
    r"-{2,}\s*(?:ursprüngliche nachricht|originalnachricht|original-nachricht|weitergeleitete nachricht|original message"
    r"|forwarded message)\s*(?:von [^\n]{0,120}?)?-{2,}",
    re.IGNORECASE,
)
FIELD = re.compile(r"\*?(?:von|gesendet|an|cc|betreff|datum|from|sent|to|subject|date):\*?\s", re.IGNORECASE)
RULE = re.compile(r"[_-]{10,}")
TELEPHONE = re.compile(
    r"(?:gesendet|diese nachricht wurde) (?:von|mit|aus) .{2,60}|von (?:meinem|outlook) .{2,60} gesendet\.?"
    r"|sent from (?:my|outlook) .{2,60}|(?:get outlook|holen sie sich outlook|outlook) (?:for|für) .{2,60}",
    re.IGNORECASE,
)


def own_words(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n", MOST_LINES)]
    start, end = _quotation(lines)
    own = lines[:start]
    if below := _below(lines[end:]):
        own = [*_without_end(own), "", *below] if any(own) else below
    return "\n".join(_without_end(own)).strip("\n ")


def _quotation(lines: Sequence[str]) -> tuple[int, int]:
    """From where to where the words stand that introduce a quoted letter; the end of the text if none do."""
    for index in range(len(lines)):
        if length := _introduction(lines, index):
            return index, index + length
    return len(lines), len(lines)


def _introduction(lines: Sequence[str], index: int) -> int:
    """How many lines introduce a quoted letter here."""
    line = lines[index].strip()[:LONGEST]
    if SEPARATOR.fullmatch(line):
        return 1
    if FIELD.match(line) or RULE.fullmatch(line):
        following = [other.strip()[:LONGEST] for other in lines[index : index + 6]]
        return 1 if sum(bool(FIELD.match(other)) for other in following) >= 3 else 0
    for length in (1, 2, 3):
        joined = " ".join(other.strip() for other in lines[index : index + length])[:LONGEST]
        if WROTE.fullmatch(joined) or (length == 1 and WROTE_ON.fullmatch(joined)):
            is_letter = any(letter.isdigit() for letter in joined)
            return length if is_letter and ("@" in joined or _is_quoted_next(lines, index + length)) else 0
    return 0


def _is_quoted_next(lines: Sequence[str], index: int) -> bool:
    return next((line.startswith(">") for line in lines[index : index + 3] if line), False)


def _below(rest: Sequence[str]) -> list[str]:
    """What is written below or between the quoted lines, with those quoted that it answers. A letter that is quoted
    without marks has nothing below it."""
    if not any(line.startswith(">") for line in rest[:3]):
        return []
    rest = _without_end(rest)
    while rest and (not rest[-1].strip() or rest[-1].startswith(">")):
        rest = rest[:-1]
    blocks = _blocks(rest)
    if len(blocks) == 2:  # one long quotation, then the answer
        return blocks[1]
    return [line for block in blocks for line in (*block, "")]


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    """Quoted and own lines by turns."""
    blocks: list[list[str]] = []
    was_quoted: bool | None = None
    for line in lines:
        is_quoted = line.startswith(">") if line.strip() else was_quoted
        if is_quoted != was_quoted or not blocks:
            blocks.append([])
        blocks[-1].append(line)
        was_quoted = is_quoted
    return [block for block in blocks if any(line.strip() for line in block)]


def _without_end(lines: Sequence[str]) -> list[str]:
    """Without the signature, what the telephone adds, and quoted lines that nothing follows."""
    kept = list(lines)
    for index, line in enumerate(kept):
        if line in ("--", "-- ", "—"):
            kept = kept[:index]
            break
    while kept and (not kept[-1].strip() or kept[-1].startswith(">") or _is_advertisement(kept[-1])):
        kept.pop()
    return kept


def _is_advertisement(line: str) -> bool:
    return bool(TELEPHONE.fullmatch(line.strip()[:LONGEST]))
