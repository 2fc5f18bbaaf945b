"""What Chromium tells assistive technology of a page: its accessibility tree, as a screen reader is given it."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page


@dataclass(frozen=True)
class Node:
    role: str
    name: str
    properties: dict[str, Any]
    text: str
    """All that stands in it."""


def accessibility_tree(page: Page) -> list[Node]:
    """In the order of the page, without what is kept from assistive technology."""
    session = page.context.new_cdp_session(page)
    try:
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    return [_node(node, by_id) for node in nodes if not node["ignored"]]


def _node(node: dict[str, Any], by_id: dict[str, Any]) -> Node:
    return Node(
        role=_value(node, "role"),
        name=_value(node, "name"),
        properties={entry["name"]: entry["value"].get("value") for entry in node.get("properties", ())},
        text=_text(node, by_id),
    )


def _text(node: dict[str, Any], by_id: dict[str, Any]) -> str:
    if _value(node, "role") == "StaticText":
        return _value(node, "name")
    return "".join(_text(by_id[child], by_id) for child in node.get("childIds", ()) if child in by_id)


def _value(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def live_regions(page: Page) -> dict[str, str]:
    """How urgently each part that speaks by itself does so, by what it says now."""
    return {
        node.text: node.properties["live"]
        for node in accessibility_tree(page)
        if node.properties.get("live") not in (None, "off")
    }
