from django.http import Http404, HttpRequest
from wagtail import hooks

from cms.basepage.models import NetworkDocument
from cms.site.document_uses import may_open


@hooks.register("before_serve_document")
def serve_to_those_who_may(document: NetworkDocument, request: HttpRequest) -> None:
    if not may_open(request, document):
        raise Http404
