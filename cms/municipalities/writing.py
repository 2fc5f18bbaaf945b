"""The text of an experience between the form, the draft on the server and the page."""

import re
import uuid
from typing import Any

from django.http import QueryDict
from wagtail.models import Locale

from cms.basepage.models import PageDocument, PagePhoto, Tag, TaggedPage, Topic
from cms.basepage.models.classified import CLASSES
from cms.basepage.tags import slug_of, split_names
from cms.municipalities.actions.profiles import profile_of
from cms.municipalities.actions.submissions import DRAFT_KIND, TEXT_FIELDS
from cms.municipalities.models import ExperiencePage, PendingUpload
from cms.municipalities.named_groups import with_named_groups
from network.municipalities.models import Municipality, user_municipalities
from network.people.models import Draft, User

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{7,63}")
LIST_FIELDS = ("topics", *CLASSES)
FORM_FIELDS = (*TEXT_FIELDS, *LIST_FIELDS, "municipality", "tags", "answer")


def new_key() -> str:
    return uuid.uuid4().hex


def is_key(text: str) -> bool:
    """A key of a page that exists ("page-7") is not for new experiences."""
    return bool(KEY.fullmatch(text)) and not text.startswith("page-")


def draft_of(user: User, key: str) -> Draft | None:
    return Draft.objects.filter(owner=user, kind=DRAFT_KIND, key=key).first()


def data_to_keep(posted: QueryDict) -> dict[str, Any]:
    """What was typed, as the browser's autosave would send it."""
    kept: dict[str, Any] = {}
    for name in FORM_FIELDS:
        values = [value.replace("\x00", "") for value in posted.getlist(name)]
        if values:
            kept[name] = values if name in LIST_FIELDS else values[0]
    return kept


def initial_from(data: dict[str, Any]) -> dict[str, Any]:
    """For the form; a draft comes from a browser, so its values may be anything."""
    initial: dict[str, Any] = {}
    for name in FORM_FIELDS:
        value = data.get(name)
        if name in LIST_FIELDS:
            values = value if isinstance(value, list) else [value]
            initial[name] = [item for item in values if isinstance(item, str)]
        elif isinstance(value, str | int):
            initial[name] = str(value)
    return initial


def initial_from_page(page: ExperiencePage) -> dict[str, Any]:
    latest = page.get_latest_revision_as_object()
    return {name: getattr(latest, name) for name in (*TEXT_FIELDS, *CLASSES)} | {
        "municipality": page.municipality_id,
        "topics": [topic.key for topic in latest.topics.all()],
        "tags": ", ".join(tag.name for tag in latest.tags.all()),
    }


def page_of_draft(user: User, initial: dict[str, Any], uploads: list[PendingUpload]) -> ExperiencePage:
    """The page as it would be, never saved: for the preview."""
    municipality = _municipality(user, initial.get("municipality"))
    page = ExperiencePage(author=user, municipality=municipality, locale=Locale.get_default())
    for name in TEXT_FIELDS:
        setattr(page, name, str(initial.get(name) or ""))
    for name, values in with_named_groups({name: initial.get(name) or [] for name in CLASSES}, initial).items():
        setattr(page, name, values)
    parent = profile_of(municipality)
    page.slug = slug_of(page.title) or "vorschau"
    page.url_path = f"{parent.url_path if parent else '/'}{page.slug}/"
    page.path = parent.path if parent else ""
    page.topics = list(Topic.objects.filter(key__in=initial.get("topics") or [], locale=page.locale))
    page.tagged_items = [
        TaggedPage(tag=Tag(name=name, key=name)) for name in split_names(str(initial.get("tags") or ""))
    ]
    page.photos = [PagePhoto(image=upload.image) for upload in uploads if upload.image]
    page.attachments = [PageDocument(document=upload.document) for upload in uploads if upload.document]
    return page


def _municipality(user: User, chosen: Any) -> Municipality:
    own = user_municipalities(user)
    found = own.filter(pk=chosen).first() if str(chosen or "").isdigit() else None
    return found or own.first() or Municipality(name="", slug="")
