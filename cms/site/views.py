from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from wagtail.views import serve

from cms.basepage.access import is_restricted
from cms.site.routing import route


def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's view, with its hooks, on a page found the short way. `is_public` of the answer: the same for everybody."""
    found = route(request, path)
    request._wagtail_route_for_request = found  # type: ignore[attr-defined]  # noqa: SLF001 -- Wagtail's
    response = serve(request, path)
    response.is_public = not request.user.is_authenticated and not is_restricted(found.page.path)  # type: ignore[attr-defined]
    return response


def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what everybody may read; the admin and results of our own search are of no use to them."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /api/",
        "Disallow: /de/suche/",
        "Disallow: /en/suche/",
        f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
