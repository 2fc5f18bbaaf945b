"""The editors' list of documents whose text cannot be searched, or not all of it, and why."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from cms.basepage.models import NetworkDocument
from search.models import DocumentText

ACTIONS = ["add", "change", "delete"]
ORDER = 1200


class UnreadDocumentsView(ReportView):
    page_title = _("Documents without searchable text")
    header_icon = "doc-full-inverse"
    index_url_name = "unread-documents"
    index_results_url_name = "unread-documents-results"
    columns = [
        TitleColumn(
            "document", label=_("Document"), get_url=lambda text: reverse("wagtaildocs:edit", args=[text.document_id])
        ),
        Column("verdict", label=_("Why"), accessor=lambda text: text.verdict),
        DateColumn("read_at", label=_("Looked at"), width="20%"),
    ]
    list_export = ["document.title", "verdict", "read_at"]
    export_headings = {"document.title": _("Document"), "verdict": _("Why"), "read_at": _("Looked at")}
    any_permission_required = ACTIONS

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(NetworkDocument)

    def get_queryset(self) -> QuerySet[DocumentText]:
        own = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ACTIONS)
        incomplete = Q(state__in=(DocumentText.State.EMPTY, DocumentText.State.REFUSED)) | Q(is_cut=True)
        found = DocumentText.objects.filter(incomplete, document__in=own).select_related("document")
        return found.defer("pages").order_by("-read_at", "-pk")


class UnreadDocumentsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        policy = policy_registry.get_by_type(NetworkDocument)
        return bool(policy.user_has_any_permission(request.user, ACTIONS))
