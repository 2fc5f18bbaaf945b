"""What the page of a meeting shows, and how its days read."""

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from cms.basepage.prose import Fact
from cms.meetings.item_links import item_links
from cms.meetings.parts import Part, recommendations_of, results_of
from cms.meetings.structured_data import meeting_data

if TYPE_CHECKING:
    from cms.meetings.models import MeetingPage, ProgrammeItem


def span_text(first: dt.date, last: dt.date) -> str:
    """ "14. und 15. Juni 2018", "3. bis 5. Mai 2019", "30. April und 1. Mai 2020"."""
    day = "j" if (get_language() or "de").startswith("en") else "j."
    end = date_format(last, f"{day} F Y")
    if first == last:
        return end
    start = date_format(first, _start_pattern(day, first, last))
    pattern = _("%(first)s and %(last)s") if (last - first).days == 1 else _("%(first)s to %(last)s")
    return pattern % {"first": start, "last": end}


def _start_pattern(day: str, first: dt.date, last: dt.date) -> str:
    if first.year != last.year:
        return f"{day} F Y"
    return day if first.month == last.month else f"{day} F"


def space_for(page: "MeetingPage", user: Any) -> Any:
    """The meeting's space, for those who may enter it; to all others there is none."""
    return page.space if page.space and user is not None and user.has_perm("spaces.view_space", page.space) else None


def meeting_context(page: "MeetingPage") -> dict[str, Any]:
    """date_text, is_past; facts (label, value); calendar_url;
    days: list of {date, items: list of {starts_at, ends_at, title, block, kind (its name), kind_code, speakers (text),
    text (safe), documents, anchor, live_url}};
    results: list of {title, text (safe), anchor}; recommendations: list of {level, label, items: like results};
    municipalities: those that took part, with `profile_url`; photos; attachments."""
    return {
        "date_text": page.date_text,
        "is_past": page.is_past,
        "facts": [
            Fact(_("When"), page.date_text),
            Fact(_("Where"), ", ".join(part for part in (page.venue, page.city) if part)),
            Fact(_("Participants"), page.participants_count or ""),
        ],
        "calendar_url": reverse("cms_meetings:calendar", args=[page.slug]),
        "days": _days(page),
        "results": [_titled(part) for part in results_of(page)],
        "recommendations": _recommendations(page),
        "municipalities": list(page.municipalities.all()),
        "photos": page.get_photos(),
        "attachments": page.get_attachments(),
        "structured_data": meeting_data(page),
    }


def _days(page: "MeetingPage") -> list[dict[str, Any]]:
    if getattr(page, "_cluster_related_objects", None):
        items = list(page.programme_items.all())
    else:
        documents = apps.get_model("meetings", "ProgrammeDocument").objects.select_related("document")
        items = list(page.programme_items.prefetch_related(Prefetch("documents", documents)))
    items.sort(key=lambda item: (item.day, item.starts_at or dt.time.min, item.sort_order or 0))
    links = item_links(items)
    return [
        {"date": day, "items": [_item(item) | {"live_url": links.get(item.pk, "")} for item in of_day]}
        for day, of_day in groupby(items, key=lambda item: item.day)
    ]


def _item(item: "ProgrammeItem") -> dict[str, Any]:
    return {
        "starts_at": item.starts_at,
        "ends_at": item.ends_at,
        "title": item.title,
        "block": item.block,
        "kind": item.get_kind_display(),
        "kind_code": item.kind,
        "speakers": "; ".join(_speaker(block.value) for block in item.speakers),
        "text": SafeString(expand_db_html(item.documentation)),
        "documents": [attachment.document for attachment in item.documents.all()],
        "anchor": item.anchor,
    }


def _speaker(value: dict[str, str]) -> str:
    return f"{value['name']} ({value['role']})" if value.get("role") else value["name"]


def _titled(part: Part) -> dict[str, Any]:
    return {"title": part.title, "text": SafeString(expand_db_html(part.html)), "anchor": part.anchor}


def _recommendations(page: "MeetingPage") -> list[dict[str, Any]]:
    levels: dict[str, dict[str, Any]] = {}
    for part in recommendations_of(page):
        group = levels.setdefault(part.level, {"level": part.level, "label": part.level_label, "items": []})
        group["items"].append(_titled(part))
    return list(levels.values())
