"""The formats of the toolkit and the chapters of the handbook."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

from cms.handbook.models import ChapterPage, FormatPage, HandbookIndexPage
from network.demo import records
from network.demo.data import Entry, entries
from network.demo.loaders.publishing import About, Blocks, body, classes_of, find_or_publish, find_or_translate, index
from network.demo.loaders.times import moment
from network.municipalities.names import slug_of

PUBLISHED = moment("2026-03-02 09:00")


def load() -> Iterator[Page]:
    handbook = index(HandbookIndexPage)
    for entry in entries("formats"):
        yield _both(entry, FormatPage, handbook, {"effort": entry["effort"]} | classes_of(entry), _format_values)
    for entry in entries("chapters"):
        yield _both(entry, ChapterPage, handbook, {}, _chapter_values)


def format_page(key: str) -> FormatPage | None:
    return records.find(f"page:{key}", FormatPage)


def _both(entry: Entry, model: Any, parent: Page, fixed: dict[str, Any], values: Any) -> Page:
    about = About(at=PUBLISHED, topics=entry["topics"], tags=entry.get("tags", []))
    same = {"order": entry["order"], "phase": entry["phase"], **fixed}
    page = find_or_publish(entry["key"], model, parent, same | values(entry["de"], entry, "de"), about)
    if "en" in entry:
        about = About(at=PUBLISHED, topics=entry["topics"], tags=entry.get("tags_en", []))
        find_or_translate(entry["key"], page, values(entry["en"], entry, "en"), about)
    return page


def _format_values(text: Entry, entry: Entry, language: str) -> dict[str, Any]:
    plain = ("title", "summary", "purpose", "when", "duration", "group_size", "variants", "pitfalls")
    values: dict[str, Any] = {name: text[name] for name in plain}
    values["slug"] = slug_of(text["title"])
    values["material"] = "\n".join(text["material"])
    values["steps"] = [("step", step) for step in text["steps"]]
    return values


def _chapter_values(text: Entry, entry: Entry, language: str) -> dict[str, Any]:
    return {
        "title": text["title"],
        "slug": slug_of(text["title"]),
        "summary": text["summary"],
        "body": body(text["body"]) + _links(entry, language),
    }


def _links(entry: Entry, language: str) -> Blocks:
    """To the formats the chapter speaks of, in its language where there is one."""
    links: Blocks = [("heading", "Formate dazu" if language == "de" else "Formats for this")]
    for key in entry["formats"]:
        page = records.find(f"page:{key}/en", FormatPage) if language == "en" else None
        links.append(("page_link", {"page": page or format_page(key), "text": ""}))
    return links
