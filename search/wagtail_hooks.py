from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from search.attachments.report import ORDER, UnreadDocumentsMenuItem, UnreadDocumentsView


@hooks.register("register_admin_urls")
def attachment_urls() -> list[URLPattern]:
    return [
        path("reports/unread-documents/", UnreadDocumentsView.as_view(), name="unread-documents"),
        path(
            "reports/unread-documents/results/",
            UnreadDocumentsView.as_view(results_only=True),
            name="unread-documents-results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def unread_documents() -> UnreadDocumentsMenuItem:
    return UnreadDocumentsMenuItem(
        _("Documents without text"),
        reverse("unread-documents"),
        name="unread-documents",
        icon_name="doc-full-inverse",
        order=ORDER,
    )
