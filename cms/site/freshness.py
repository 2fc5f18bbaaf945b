"""One number that changes with whatever a public page shows: what is kept under it is never older than a second.

The number stands in the database, so every process learns of a change, with or without Redis. A process looks it up at
most twice a second.
"""

import time
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Model

from cms.site.models import ContentStamp

SHOWN_APPS = frozenset(
    {
        "basepage",
        "cms_municipalities",
        "cms_site",
        "handbook",
        "ideas",
        "meetings",
        "municipalities",
        "people",
        "spaces",
        "transfer",
        "wagtailcore",
        "wagtailredirects",
    }
)
"""Of these apps' rows some are read by public pages. A change too many costs one page to be made anew."""
NEVER_SHOWN = frozenset(
    {
        "basepage.networkrendition",
        "cms_municipalities.pendingupload",
        "cms_site.contentstamp",
        "municipalities.invitation",
        "people.draft",
        "spaces.spacemembership",
        "wagtailcore.apitoken",
        "wagtailcore.comment",
        "wagtailcore.commentreply",
        "wagtailcore.modellogentry",
        "wagtailcore.pagelogentry",
        "wagtailcore.pagesubscription",
        "wagtailcore.referenceindex",
        "wagtailcore.revision",
        "wagtailcore.taskstate",
        "wagtailcore.uploadedfile",
        "wagtailcore.workflowstate",
    }
)
SIGNING_IN = {"last_login"}


class _Seen:
    """What this process last read, and when."""

    number = 0
    read_at = float("-inf")


def current_stamp() -> int:
    """The number as of at most CONTENT_STAMP_SECONDS ago. One query when it has to be looked up."""
    now = time.monotonic()
    if now - _Seen.read_at >= settings.CONTENT_STAMP_SECONDS:
        _Seen.number = ContentStamp.objects.values_list("number", flat=True).filter(pk=ContentStamp.ONLY).first() or 0
        _Seen.read_at = now
    return _Seen.number


def content_changed() -> None:
    """Once per transaction, when it is committed: before that nobody else can read what changed."""
    if not any(callback is _count for _sids, callback, *_rest in connection.run_on_commit):
        transaction.on_commit(_count)


def _count() -> None:
    if not ContentStamp.objects.filter(pk=ContentStamp.ONLY).update(number=F("number") + 1):
        ContentStamp.objects.get_or_create(pk=ContentStamp.ONLY, defaults={"number": 1})
    _Seen.read_at = float("-inf")


def is_shown(model: type[Model]) -> bool:
    """Migrations write with models of their own, whose apps the registry does not know, perhaps before our table exists."""
    return (
        model._meta.apps is apps and model._meta.app_label in SHOWN_APPS and model._meta.label_lower not in NEVER_SHOWN
    )


def row_changed(sender: type[Model], **kwargs: Any) -> None:
    fields = kwargs.get("update_fields")
    if is_shown(sender) and not kwargs.get("raw") and not (fields and set(fields) <= SIGNING_IN):
        content_changed()
