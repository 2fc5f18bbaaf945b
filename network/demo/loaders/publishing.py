"""How the demo's editor publishes a page: a revision, published by a person, as Wagtail's admin does it.

Afterwards the page gets the time its data file gives: actions stamp what they write with the present.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wagtail.models import Locale, Page
from wagtail.rich_text import RichText

from cms.basepage.models import BasePage, NetworkDocument, PageDocument, PagePhoto, Topic
from cms.basepage.models.classified import CLASSES
from network.demo import records
from network.demo.data import Entry
from network.demo.loaders.media import EDITOR, image
from network.demo.loaders.municipalities import user
from network.demo.quiet import happening
from network.people.markdown import render_markdown

Blocks = list[tuple[str, Any]]
# A line break inside a paragraph or list entry: what follows begins neither entry nor heading nor paragraph.
WRAPPED = re.compile(r"(?<=\S)\n[ ]*(?=[^\s\-*#>\d]|\*\*|\d+[^.\d])")


@dataclass(frozen=True)
class About:
    """What stands beside the text of a page; topics, photos by their keys."""

    at: datetime
    topics: Iterable[str] = ()
    tags: Iterable[str] = ()
    photos: Iterable[str] = ()
    documents: Iterable[NetworkDocument] = field(default_factory=list)


def index(model: type[BasePage], language: str = "de") -> Any:
    return model._default_manager.get(locale__language_code=language)


def find_or_publish(key: str, model: type[BasePage], parent: Page, values: dict[str, Any], about: About) -> Any:
    def make() -> BasePage:
        page = model(**values, live=False, owner=user(EDITOR), locale=parent.locale)
        parent.add_child(instance=page)
        return publish(page, about)

    return records.find_or_make(f"page:{key}", model, make)


def find_or_translate(
    key: str, original: BasePage, change: Callable[[Any], None] | dict[str, Any], about: About
) -> BasePage:
    """The English version of a page, below the English version of its parent."""

    def make() -> BasePage:
        page = original.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
        if isinstance(change, dict):
            for name, value in change.items():
                setattr(page, name, value)
        else:
            change(page)
        settle_address(page)
        return publish(page, about)

    return records.find_or_make(f"page:{key}/en", type(original), make)


def settle_address(page: Page) -> None:
    """The copy has the German address; changed by `save`, Wagtail would leave a redirect from it, which nobody needs."""
    page.set_url_path(page.get_parent())
    Page.objects.filter(pk=page.pk).update(slug=page.slug, url_path=page.url_path)


def publish(page: BasePage, about: About) -> BasePage:
    describe(page, about)
    with happening(about.at):
        publish_changes(page)
    stamp(page, about.at)
    return type(page)._default_manager.get(pk=page.pk)


def publish_changes(page: BasePage) -> None:
    page.full_clean()
    page.save_revision(user=user(EDITOR), log_action=True).publish(user=user(EDITOR))


def describe(page: BasePage, about: About) -> None:
    keys = list(about.topics)
    page.topics.set(Topic.objects.filter(key__in=keys, locale=page.locale_id))
    page.tags.set(list(about.tags))
    page.photos.set([PagePhoto(image=image(key), sort_order=order) for order, key in enumerate(about.photos)])
    page.attachments.set(
        [PageDocument(document=paper, sort_order=order) for order, paper in enumerate(about.documents)]
    )


def classes_of(entry: Entry) -> dict[str, list[str]]:
    """For whom, with whom, under which law; of every page of practice the data files say at least for whom."""
    return {name: entry.get(name, []) for name in CLASSES}


def stamp(page: Page, at: datetime) -> None:
    """Published or sent in at that time."""
    of_page = Page.objects.filter(pk=page.pk)
    of_page.update(latest_revision_created_at=at)
    of_page.filter(live=True).update(first_published_at=at, last_published_at=at)
    page.revisions.update(created_at=at)


def rich(markdown: str) -> RichText:
    # Wagtail's editor reads rich text as XHTML and fails on a tag it finds open.
    html = str(render_markdown(unwrapped(markdown))).replace("<br>", "<br/>").replace("<hr>", "<hr/>")
    return RichText(html.strip())


def unwrapped(markdown: str) -> str:
    """The data files wrap their lines; a line break in Markdown would be one on the page."""
    return WRAPPED.sub(" ", markdown)


def body(markdown: str) -> Blocks:
    """`## ` begins a heading block; what follows is one text block."""
    first, *sections = f"\n{markdown}".split("\n## ")
    blocks: Blocks = [("text", rich(first))] if first.strip() else []
    for section in sections:
        heading, _newline, text = section.partition("\n")
        blocks.append(("heading", heading.strip()))
        if text.strip():
            blocks.append(("text", rich(text)))
    return blocks
