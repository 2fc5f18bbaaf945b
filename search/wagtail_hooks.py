from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from network.people.rules import is_editor
from search.attachments.report import ORDER, UnreadDocumentsMenuItem, UnreadDocumentsView
from search.vain.panels import VainSearchPanel
from search.vain.viewsets import SearchViewSetGroup


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


@hooks.register("register_admin_viewset")
def searches_of_the_editors() -> SearchViewSetGroup:
    return SearchViewSetGroup()


@hooks.register("construct_homepage_panels")
def vain_searches_on_the_desk(request: HttpRequest, panels: list[Component]) -> None:
    if is_editor(request.user):
        panels.append(VainSearchPanel())
