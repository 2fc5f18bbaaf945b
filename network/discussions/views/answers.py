"""The same outcome for a browser with script (JSON) and one without (a page)."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from network.discussions.models import Post
from network.discussions.poll_drafts import POLL_FIELDS
from network.discussions.presentation import post_items, wants_json
from network.discussions.rules import thread_abilities
from network.people import refusals

FIELDS = {
    "title_empty": "title",
    "title_too_long": "title",
    "kind": "kind",
    "mentions": "body",
    "links": "body",
    "files": "files",
    **POLL_FIELDS,
}
"""Where a refusal of an action stands, by its code."""
CONFLICTS = {"closed", "archived", "deleted", "conflict"}


def errors_of(form: Any) -> dict[str, Any]:
    errors = {name: [str(message) for message in messages] for name, messages in form.errors.items()}
    return {"message": " ".join(message for field in errors.values() for message in field), "errors": errors}


def json_errors(form: Any, status: int = 422) -> JsonResponse:
    return JsonResponse(errors_of(form), status=status)


def article_html(request: HttpRequest, post: Post) -> str:
    """A post as it stands in its thread, with what this reader may do and see; where it may have opened the thread, that is of `threads_for_page`."""
    thread = post.thread
    (item,) = post_items([post], thread, request.user, thread_abilities(request.user, thread))
    context = {"post": item, "thread": thread, "space": thread.space}
    return render_to_string("network/discussions/post.html", context, request)


def refused(form: Any, problem: ValidationError | PermissionDenied) -> int:
    """Puts the refusal of an action onto the form, whose text stays, and says which status the answer has."""
    return refusals.refused(form, problem, fields=FIELDS, conflicts=CONFLICTS)


def signed_out_json(request: HttpRequest) -> HttpResponse | None:
    """A script is told; a page is sent to sign in with its text kept."""
    if not request.user.is_authenticated and wants_json(request):
        return JsonResponse({"message": _("Please sign in: your session has ended.")}, status=401)
    return None
