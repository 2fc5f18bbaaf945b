"""What the demo members tell from practice: sent in by the member, curated and approved by the editor."""

from collections.abc import Iterator
from datetime import datetime

from wagtail.models import PageLogEntry, TaskState, WorkflowState

from cms.basepage.models import PagePhoto
from cms.municipalities.actions import submit_experience
from cms.municipalities.actions.submissions import Submission
from cms.municipalities.models import ExperiencePage
from network.demo import records
from network.demo.data import Entry, entries, read
from network.demo.loaders.handbook import format_page
from network.demo.loaders.media import EDITOR, image
from network.demo.loaders.municipalities import municipality, user
from network.demo.loaders.publishing import About, classes_of, find_or_translate, settle_address, stamp
from network.demo.loaders.times import moment, scattered
from network.demo.quiet import editors_without_mail, happening
from network.municipalities.names import slug_of

PROSE = ("title", "summary", "what_we_did", "outcome", "what_did_not_work", "cost", "staff")
LISTS = ("partners", "target_groups")
# One is still with the editors, so that their desk is not empty.
WAITING = {"siegen-uebersetzungsprogramm-schalter": moment("2026-11-20 16:40")}


def load() -> Iterator[ExperiencePage]:
    times = scattered([entry["key"] for entry in entries("experiences")]) | WAITING
    with editors_without_mail():
        for entry in entries("experiences"):
            at = times[entry["key"]]
            key = f"page:{entry['key']}"
            page = records.find_or_make(key, ExperiencePage, lambda entry=entry, at=at: _make(entry, at))
            if "title_en" in entry:
                _translate(entry, page, at)
            yield page


def _make(entry: Entry, at: datetime) -> ExperiencePage:
    with happening(at):
        page = submit_experience(
            author=user(entry["author"]),
            municipality=municipality(entry["municipality"]),
            key=f"demo-{entry['key']}",
            submission=Submission(
                texts=_texts(entry, "") | _dates(entry),
                topic_keys=entry["topics"],
                tags=entry["tags"],
                classes=classes_of(entry),
            ),
        )
        if entry["key"] not in WAITING:
            _approve(page, entry)
    _stamp(page, at)
    return ExperiencePage.objects.get(pk=page.pk)


def _approve(page: ExperiencePage, entry: Entry) -> None:
    """The editor adds what a member does not ask for: phase, format, a picture, a short address."""
    editor = user(EDITOR)
    page.slug = slug_of(page.title)
    settle_address(page)
    page.phase = entry["phase"]
    page.related_format = format_page(entry["related_format"]) if entry.get("related_format") else None
    page.photos.set([PagePhoto(image=image(key)) for key in _photos(entry)])
    page.full_clean()
    page.save_revision(user=editor, log_action=True)
    page.current_workflow_task_state.approve(user=editor)


def _translate(entry: Entry, page: ExperiencePage, at: datetime) -> None:
    about = About(at=at, topics=entry["topics"], tags=entry["tags_en"], photos=_photos(entry))
    find_or_translate(entry["key"], page, _texts(entry, "_en") | {"slug": slug_of(entry["title_en"])}, about)


def _photos(entry: Entry) -> list[str]:
    return [entry["key"]] if entry["key"] in read("pictures")["pictures"] else []


def _dates(entry: Entry) -> dict[str, str]:
    return {"started_on": entry["started_on"], "ended_on": entry.get("ended_on", "")}


def _texts(entry: Entry, suffix: str) -> dict[str, str]:
    texts = {name: entry[f"{name}{suffix}"].strip() for name in PROSE}
    return texts | {name: "\n".join(entry[f"{name}{suffix}"]) for name in LISTS}


def _stamp(page: ExperiencePage, at: datetime) -> None:
    stamp(page, at)
    states = WorkflowState.objects.for_instance(page)
    TaskState.objects.filter(workflow_state__in=states).update(started_at=at)
    TaskState.objects.filter(workflow_state__in=states).exclude(finished_at=None).update(finished_at=at)
    states.update(created_at=at)
    PageLogEntry.objects.filter(page=page.pk).update(timestamp=at)
