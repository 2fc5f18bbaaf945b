"""The network meetings with their programmes and papers."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from cms.basepage.models import NetworkDocument
from cms.meetings.models import MeetingIndexPage, MeetingPage, ProgrammeItem
from network.demo.data import Entry, entries
from network.demo.loaders.media import document
from network.demo.loaders.municipalities import municipality
from network.demo.loaders.publishing import About, body, classes_of, find_or_publish, find_or_translate, index, rich
from network.demo.loaders.spaces import space
from network.demo.loaders.times import moment
from network.demo.office_papers import office_paper
from network.demo.papers import paper

PUBLISHED = moment("2026-09-01 08:00")
HEADINGS = {"de": ("Auswertung", "Ausblick"), "en": ("Evaluation", "Outlook")}
PAPERS = {"programme": "Programm", "recommendations": "Empfehlungen an Bund und Länder"}


def load() -> Iterator[MeetingPage]:
    for entry in entries("meetings"):
        yield _meeting(entry)


def _meeting(entry: Entry) -> MeetingPage:
    papers = [_paper(entry, key) for key in entry["documents"]]
    photos = [f"{entry['key']}/{name}" for name in entry["photos"]]
    about = About(at=PUBLISHED, topics=entry["topics"], tags=entry["tags"], photos=photos, documents=papers)
    values = _facts(entry) | _texts(entry, "de") | {"programme_items": _items(entry)}
    page = find_or_publish(entry["key"], MeetingPage, index(MeetingIndexPage), values, about)

    def translate(page: MeetingPage) -> None:
        for name, value in _texts(entry, "en").items():
            setattr(page, name, value)
        page.programme_items = _translated_items(page, entry)

    about = About(at=PUBLISHED, topics=entry["topics"], photos=photos, documents=papers)
    find_or_translate(entry["key"], page, translate, about)
    return page


def _facts(entry: Entry) -> dict[str, Any]:
    same = ("starts_on", "ends_on", "city", "venue", "participants_count")
    return (
        {name: entry[name] for name in same}
        | {
            "slug": f"{entry['city'].lower().replace('ü', 'ue')}-{entry['starts_on']:%Y}",
            "municipalities": [municipality(key) for key in entry["municipalities"]],
            "space": space(entry["space"]) if entry["space"] else None,
        }
        | classes_of(entry)
    )


def _texts(entry: Entry, language: str) -> dict[str, Any]:
    text = entry[language]
    evaluation, outlook = HEADINGS[language]
    introduction = text["introduction"]
    for heading, section in ((evaluation, text["evaluation"]), (outlook, text["outlook"])):
        introduction += f"\n## {heading}\n{section}" if section else ""
    return {
        "title": text["title"],
        "number": entry["number" if language == "de" else "number_en"],
        "summary": text["summary"],
        "body": body(introduction),
        "results": [("result", {"title": result["title"], "text": rich(result["text"])}) for result in text["results"]],
        "recommendations": [
            ("recommendation", {"level": each["level"], "title": each["title"], "text": rich(each["text"])})
            for each in text["recommendations"]
        ],
    }


def _items(entry: Entry) -> list[ProgrammeItem]:
    return [_item(entry["starts_on"], order, item) for order, item in enumerate(entry["de"]["items"])]


def _item(first_day: date, order: int, item: Entry) -> ProgrammeItem:
    return ProgrammeItem(
        sort_order=order,
        day=first_day + timedelta(days=item["day"] - 1),
        starts_at=time.fromisoformat(item["start"]),
        ends_at=time.fromisoformat(item["end"]),
        title=item["title"],
        kind=item["kind"],
        speakers=[("speaker", speaker) for speaker in item["speakers"]],
        documentation=str(rich(item["documentation"]).source) if item["documentation"] else "",
    )


def _translated_items(page: MeetingPage, entry: Entry) -> list[ProgrammeItem]:
    items = list(page.programme_items.order_by("sort_order"))
    for item, text in zip(items, entry["en"]["items"], strict=True):
        item.title = text["title"]
        item.documentation = str(rich(text["documentation"]).source) if text["documentation"] else ""
    return items


def _paper(entry: Entry, key: str) -> NetworkDocument:
    written = next((each for each in entries("papers") if each["key"] == key), None)
    if written:
        return document(key, written["title"], lambda: office_paper(written), written["format"])
    title = PAPERS[key.rpartition("-")[0]]
    write = _write_programme if key.startswith("programme") else _write_recommendations
    return document(key, f"{title} {entry['city']} {entry['starts_on']:%Y}", lambda: write(entry, title))


def _write_programme(entry: Entry, title: str) -> bytes:
    text = entry["de"]
    sections = [("", text["summary"])]
    for item in text["items"]:
        speakers = "\n".join(f"{speaker['name']}, {speaker['role']}" for speaker in item["speakers"])
        sections.append((f"Tag {item['day']}, {item['start']} bis {item['end']} Uhr: {item['title']}", speakers))
    return paper(f"{title}: {text['title']}", f"{entry['number']}, {entry['city']}", entry["starts_on"], sections)


def _write_recommendations(entry: Entry, title: str) -> bytes:
    sections = [(each["title"], each["text"]) for each in entry["de"]["recommendations"]]
    return paper(title, f"{entry['number']}, {entry['city']}", entry["starts_on"], sections)
