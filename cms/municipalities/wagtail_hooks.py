from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks

from cms.basepage.models import NetworkDocument
from cms.municipalities.actions.uploads import SUBMISSIONS
from cms.municipalities.models import ExperiencePage
from network.people.rules import is_editor


@hooks.register("before_serve_document")
def serve_submissions_to_those_who_may(document: NetworkDocument, request: HttpRequest) -> None:
    """What a member sent in is public with the page that shows it, and not before."""
    if document.collection.name == SUBMISSIONS and not _may_read(request.user, document):
        raise Http404


def _may_read(user: Any, document: NetworkDocument) -> bool:
    if is_editor(user) or (user.is_authenticated and document.uploaded_by_user_id == user.pk):
        return True
    return ExperiencePage.objects.published().filter(attachments__document=document).exists()
