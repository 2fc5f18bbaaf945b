from django.http import HttpRequest, HttpResponseBase
from wagtail.views import serve

from cms.site.routing import route


def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's view, with its hooks, on a page found the short way."""
    request._wagtail_route_for_request = route(request, path)  # type: ignore[attr-defined]  # noqa: SLF001 -- Wagtail's
    return serve(request, path)
