"""Public pages, made once for all visitors until something they show changes (`cms.site.freshness`).

Kept in the memory of the process, compressed as they leave, so a visitor's page costs next to nothing and needs neither
Redis nor the database to be quick. Whoever is signed in, or has something in their session, gets pages of their own.
"""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cms.site.freshness import current_stamp

LONGEST_ADDRESS = 300
"""Longer ones are nobody's link; they shall not push pages out that are asked for."""


class PageCacheMiddleware:
    """Stands outside everything that makes or compresses an answer, and inside what redirects to HTTPS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        pages = caches["pages"]
        if kept := pages.get(key):
            return answer(*kept)
        response = self.get_response(request)
        if is_for_everybody(response):
            patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
            pages.set(key, (response.content, dict(response.items())), settings.PAGE_CACHE_SECONDS)
        return response


def key_of(request: HttpRequest) -> str | None:
    """None for what is not to be kept. The stamp is read before the page is made: it can only be too old, never too new."""
    if request.method != "GET" or not settings.PAGE_CACHE_SECONDS or has_own_state(request.COOKIES):
        return None
    address = request.get_full_path()
    if len(address) > LONGEST_ADDRESS or not address.isascii():
        return None
    try:
        stamp = current_stamp()
    except DatabaseError:
        return None
    is_compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    return f"{stamp}:{is_compressed:d}:{request.scheme}:{request.get_host()}{address}"


def has_own_state(cookies: Mapping[str, str]) -> bool:
    return settings.SESSION_COOKIE_NAME in cookies or CookieStorage.cookie_name in cookies


def is_for_everybody(response: HttpResponse) -> bool:
    is_public = getattr(response, "is_public", False)
    return is_public and response.status_code == 200 and not response.streaming and not response.cookies


def answer(content: bytes, headers: Mapping[str, str]) -> HttpResponse:
    return HttpResponse(content, headers=headers)
