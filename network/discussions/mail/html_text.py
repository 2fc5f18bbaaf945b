"""The text of an e-mail that came as HTML only, without what it quotes and its signature.

Read tag by tag, in one pass: Python's and Rust's parsers take minutes for letters that are made to take minutes.
"""

import re
from html import unescape

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b([^<>]{0,3000})>|<[!?][^<>]{0,500}>")
BLOCKS = {"p", "div", "br", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr"}
PARAGRAPHS = {"p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}
VOID = {"br", "hr", "img"}
SILENT = {"head", "style", "script", "title", "blockquote"}
QUOTED = re.compile(
    r"\bclass\s*=[^=]*\b(?:gmail_quote|gmail_attr|gmail_signature|yahoo_quoted|moz-cite-prefix|moz-signature)",
    re.IGNORECASE,
)
"""Also signatures: their lines would run together, and no longer be known as one."""
REST_IS_QUOTED = re.compile(r"\bid\s*=\s*[\"']?(?:divRplyFwdMsg|appendonsend|mail-editor-reference)", re.IGNORECASE)
"""Outlook puts what it quotes after these, not into them."""


def text_of_html(html: str) -> str:
    lines = [" ".join(line.split()) for line in "".join(_pieces(_without_comments(html))).split("\n")]
    text: list[str] = []
    for line in lines:
        if line or (text and text[-1]):
            text.append(line)
    return "\n".join(text).strip()


def _without_comments(html: str) -> str:
    parts: list[str] = []
    start = 0
    while (begin := html.find("<!--", start)) >= 0:
        parts.append(html[start:begin])
        end = html.find("-->", begin)
        if end < 0:
            return "".join(parts)
        start = end + 3
    return "".join([*parts, html[start:]])


def _pieces(html: str) -> list[str]:
    pieces: list[str] = []
    silent, depth, position = "", 0, 0
    """The element that is left out with all it holds, and how many of its kind are open."""
    for match in TAG.finditer(html):
        if not silent:
            pieces.append(unescape(html[position : match.start()].replace("\n", " ").replace("\r", " ")))
        position = match.end()
        tag, is_end, attributes = (match[2] or "").lower(), match[1] == "/", match[3] or ""
        if REST_IS_QUOTED.search(attributes):
            return pieces
        if silent:
            depth += (tag == silent) * (-1 if is_end else 1)
            silent = silent if depth else ""
        elif not is_end and tag not in VOID and (tag in SILENT or QUOTED.search(attributes)):
            silent, depth = tag, 1
        else:
            pieces.append(_space(tag, is_end=is_end))
    return pieces if silent else [*pieces, unescape(html[position:].replace("\n", " "))]


def _space(tag: str, *, is_end: bool) -> str:
    if tag == "li":
        return "" if is_end else "\n- "
    if tag in PARAGRAPHS:
        return "\n\n"
    return "\n" if tag in BLOCKS else ""
