"""What the member's home says about what one has begun to write."""

import logging

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.people.drafts import DraftKind, registered_kinds
from network.people.home import Item, Section, register_section
from network.people.models import Draft, User

logger = logging.getLogger(__name__)

NEWEST = 10


def register() -> None:
    register_section("drafts", 50, drafts)


def drafts(user: User, request: HttpRequest) -> Section | None:
    kinds = registered_kinds()
    begun = Draft.objects.filter(owner=user, kind__in=kinds).order_by("-updated_at", "-pk")[:NEWEST]
    items = [item for draft in begun if (item := _item(draft, kinds[draft.kind]))]
    return {"title": _("My drafts"), "items": items} if items else None


def _item(draft: Draft, kind: DraftKind) -> Item | None:
    """None where a draft leads nowhere: its key came from a browser, and what it belongs to may be gone."""
    try:
        url, title = kind.url(draft), kind.title(draft)
    except (ValueError, LookupError, ObjectDoesNotExist, NoReverseMatch):
        logger.info("the draft %s leads nowhere", draft)
        return None
    return {
        "text": f"{kind.label}: {Truncator(title).chars(80)}" if title else str(kind.label),
        "url": url,
        "meta": _("saved on %(moment)s")
        % {"moment": date_format(localtime(draft.updated_at), pgettext("format of a moment", "j F Y, H:i"))},
        "action_label": _("Continue writing"),
    }
