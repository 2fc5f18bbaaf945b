"""Pictures where no proxy serves them (`make run`). Documents and originals go through access rules, never this way."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

YEAR = 365 * 24 * 3600


@require_safe
def picture(request: HttpRequest, folder: str, name: str) -> HttpResponseBase:
    """A rendition's name carries the filter and the picture's hash: what it names never changes."""
    response = serve(request, name, document_root=settings.MEDIA_ROOT / folder)
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
