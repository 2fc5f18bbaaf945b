"""The tree every installation begins with, the start page's texts, and the pages beside the content."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

from cms.site.actions import set_up_site
from cms.site.models import HomePage, StandardPage
from network.demo import records
from network.demo.data import Entry, read
from network.demo.loaders.media import image
from network.demo.loaders.publishing import About, body, find_or_publish, find_or_translate, index, publish_changes
from network.demo.loaders.times import moment

PUBLISHED = moment("2026-03-02 07:30")


def load() -> Iterator[Page]:
    for language in ("de", "en"):
        yield _home(language)
    for entry in read("pages")["pages"]:
        yield _standard_page(entry)


def tree() -> Iterator[Page]:
    yield set_up_site()


def home_texts(language: str) -> dict[str, str]:
    text = read("pages")["home"][language]
    return {"introduction": text["introduction"], "example_questions": "\n".join(text["example_questions"])}


def _home(language: str) -> HomePage:
    """Only what editors have left empty is filled."""
    home = index(HomePage, language)
    empty: dict[str, Any] = {name: text for name, text in home_texts(language).items() if not getattr(home, name)}
    if home.image_id is None:
        empty["image"] = image(read("pages")["home"]["image"])
    if empty and records.find(f"home:{language}", HomePage) is None:
        for name, value in empty.items():
            setattr(home, name, value)
        publish_changes(home)
        records.remember(f"home:{language}", home)
    return home


def _standard_page(entry: Entry) -> Page:
    about = About(at=PUBLISHED, topics=entry["topics"])
    values = _values(entry["de"]) | {"show_in_menus": entry["show_in_menus"]}
    page = find_or_publish(f"standard/{entry['key']}", StandardPage, index(HomePage), values, about)
    find_or_translate(f"standard/{entry['key']}", page, _values(entry["en"]), about)
    return page


def _values(text: Entry) -> dict[str, Any]:
    return {
        "title": text["title"],
        "slug": text["slug"],
        "summary": text["summary"],
        "body": body(text["body"]),
    }
