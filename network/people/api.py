"""Autosave: `/api/drafts/<kind>/<key>/`, with the session and its CSRF token."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.people.actions import DraftConflict, discard_draft, save_draft
from network.people.drafts import DRAFTS_PER_PERSON, BadDraft, check_address, read_draft
from network.people.models import Draft
from network.people.rate_limit import rate_limited


def _answer(draft: Draft, status: int = 200, **more: Any) -> JsonResponse:
    return JsonResponse({"version": draft.version, "saved_at": draft.updated_at.isoformat(), **more}, status=status)


@method_decorator([never_cache, rate_limited("draft", methods=("POST", "DELETE"))], name="dispatch")
class DraftView(View):
    """GET reads, POST saves, DELETE throws away; always one's own draft."""

    http_method_names = ["get", "post", "delete", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"message": _("Please sign in: your session has ended.")}, status=401)
        try:
            check_address(kwargs["kind"], kwargs["key"])
            return super().dispatch(request, *args, **kwargs)
        except BadDraft as problem:
            return JsonResponse({"message": str(problem.message)}, status=problem.status)

    def get(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        draft = Draft.objects.filter(owner=request.user, kind=kind, key=key).first()
        if draft is None:
            raise BadDraft(_("There is no such draft."), 404)
        return _answer(draft, data=draft.data)

    def post(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        data, version = read_draft(request)
        own = Draft.objects.filter(owner=request.user)
        if own.count() >= DRAFTS_PER_PERSON and not own.filter(kind=kind, key=key).exists():
            raise BadDraft(_("You have too many drafts. Please finish or delete some of them."))
        try:
            draft = save_draft(owner=request.user, kind=kind, key=key, data=data, version=version)
        except DraftConflict as conflict:
            message = _("This draft has been changed in another window.")
            return _answer(conflict.draft, status=409, message=message, data=conflict.draft.data)
        return _answer(draft)

    def delete(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        discard_draft(owner=request.user, kind=kind, key=key)
        return HttpResponse(status=204)
