from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from cms.municipalities.actions.submissions import page_key
from cms.municipalities.models import ExperiencePage, PendingUpload
from cms.municipalities.writing import draft_of, initial_from, initial_from_page, is_key, page_of_draft

TEMPLATE = "cms/municipalities/experience_preview.html"


@method_decorator(never_cache, name="dispatch")
class PreviewView(LoginRequiredMixin, View):
    """The draft as the public page will show it."""

    def show(self, request: HttpRequest, key: str, initial: dict[str, Any], back_url: str) -> HttpResponse:
        found = PendingUpload.objects.filter(owner=request.user, draft_key=key)
        page = page_of_draft(request.user, initial, list(found.select_related("image", "document")))
        request.is_preview = True  # type: ignore[attr-defined]
        context = page.get_context(request) | {"is_preview": True, "back_url": back_url}
        return TemplateResponse(request, TEMPLATE, context)


class DraftPreviewView(PreviewView):
    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        draft = draft_of(request.user, key) if is_key(key) else None
        if draft is None:
            raise Http404
        back_url = reverse("cms_municipalities:experience-write") + f"?entwurf={key}"
        return self.show(request, key, initial_from(draft.data), back_url)


class PagePreviewView(PreviewView):
    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        page = get_object_or_404(ExperiencePage.objects.written_by(request.user), pk=page_id)
        draft = draft_of(request.user, page_key(page))
        initial = initial_from_page(page) | (initial_from(draft.data) if draft else {})
        return self.show(
            request, page_key(page), initial, reverse("cms_municipalities:experience-edit", args=[page.pk])
        )
