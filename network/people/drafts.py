"""Which kinds of drafts there are, and what a browser may send as one."""

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.people.models import Draft

SIZE_LIMIT = 200_000
DEPTH_LIMIT = 10
DRAFTS_PER_PERSON = 200
KIND = re.compile(r"[a-z][a-z0-9_-]{0,39}")
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}")
# PostgreSQL stores neither in JSON.
NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
NOT_TYPED = {"csrfmiddlewaretoken", "draft_version", "version"}


@dataclass(frozen=True)
class DraftKind:
    label: str | Promise
    url: Callable[[Draft], str]
    title: Callable[[Draft], str]


_kinds: dict[str, DraftKind] = {}


def register_kind(
    kind: str, *, label: str | Promise, url: Callable[[Draft], str], title: Callable[[Draft], str] | None = None
) -> None:
    """So that the member's home can name such a draft and lead back to its form."""
    if kind in _kinds:
        raise ValueError(f"drafts of the kind {kind!r} are registered twice")
    _kinds[kind] = DraftKind(label, url, title or (lambda draft: str(draft.data.get("title", ""))))


def registered_kinds() -> dict[str, DraftKind]:
    return dict(_kinds)


class BadDraft(Exception):  # noqa: N818 -- carries the answer
    def __init__(self, message: str | Promise, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def check_address(kind: str, key: str) -> None:
    if not KIND.fullmatch(kind) or not KEY.fullmatch(key):
        raise BadDraft(_("There are no drafts under this address."), 404)


def read_draft(request: HttpRequest) -> tuple[dict[str, Any], int | None]:
    """The typed data and, if the browser sent it, the version it began from."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > SIZE_LIMIT:
        raise BadDraft(_("This text is too long to be kept as a draft (at most 200 kB)."), 413)
    if request.content_type == "application/json":
        data, version = _from_json(request.body)
    else:
        data, version = _from_form(request.POST)
    return _storable(data), _version(version)


def _from_json(body: bytes) -> tuple[dict[str, Any], Any]:
    try:
        sent = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadDraft(_("The draft cannot be read: it is not JSON in UTF-8.")) from error
    if not isinstance(sent, dict) or not isinstance(sent.get("data"), dict):
        raise BadDraft(_("The draft cannot be read: “data” with the names and values of the fields is missing."))
    return sent["data"], sent.get("version")


def _from_form(fields: QueryDict) -> tuple[dict[str, Any], Any]:
    data = {name: values[0] if len(values) == 1 else values for name, values in fields.lists() if name not in NOT_TYPED}
    if not data:
        raise BadDraft(_("The draft is empty."))
    return data, fields.get("draft_version") or fields.get("version")


def _version(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,9}", str(value)):
        raise BadDraft(_("The version of the draft must be a number."))
    return int(value)


def _storable(value: Any, depth: int = 0) -> Any:
    if depth > DEPTH_LIMIT:
        raise BadDraft(_("The draft is nested too deeply."))
    if isinstance(value, str):
        return NOT_STORABLE.sub("", value)
    if isinstance(value, float) and not math.isfinite(value):
        raise BadDraft(_("The draft contains something that is not a number."))
    if isinstance(value, dict):
        return {_storable(key): _storable(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_storable(item, depth + 1) for item in value]
    return value
