"""schema.org as JSON-LD: plain dicts, written so that no text of a page can end the script element."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def thing(kind: str, **properties: Any) -> dict[str, Any]:
    """A schema.org object without the properties nothing is known of."""
    return {"@type": kind} | {name: value for name, value in properties.items() if value not in (None, "", [], {})}


def as_json_ld(data: dict[str, Any]) -> SafeString:
    text = json.dumps({"@context": CONTEXT} | data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))


def absolute(url: str, base: str) -> str:
    return url if "://" in url else base.rstrip("/") + url
