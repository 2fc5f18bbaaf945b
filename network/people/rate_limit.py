"""How often one may do something: settings.RATE_LIMITS, counted in Django's cache in windows of fixed length."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

logger = logging.getLogger(__name__)

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_rate(rate: str) -> tuple[int, int] | None:
    """ "30/m" → (30, 60); empty means no limit."""
    if not rate:
        return None
    count, _slash, period = rate.partition("/")
    return int(count), SECONDS[period]


def seconds_to_wait(scope: str, identity: str) -> int:
    """Count one attempt; 0 if it is within the limit, else after how many seconds it is worth trying again.

    Without its cache the site goes on without limits: refusing everybody would be the greater harm.
    """
    limit = parse_rate(settings.RATE_LIMITS.get(scope, ""))
    if limit is None:
        return 0
    count, period = limit
    now = time.time()
    key = f"rate:{scope}:{identity}:{int(now // period)}"
    try:
        cache.add(key, 0, timeout=period)
        attempts = cache.incr(key)
    except ValueError:  # the window ended between the two calls
        return 0
    except Exception:  # whatever the cache's client raises
        logger.warning("no rate limit for %s: the cache does not answer", scope, exc_info=True)
        return 0
    return 0 if attempts <= count else max(1, int(period - now % period))


def identity_of(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return f"address:{request.META.get('REMOTE_ADDR', '')}"


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or request.get_preferred_type(["text/html", "application/json"]) == (
        "application/json"
    )


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    message = (
        _("That was too often in a short time.")
        + " "
        + ngettext(
            "Please wait %(seconds)d second and try again.", "Please wait %(seconds)d seconds and try again.", seconds
        )
        % {"seconds": seconds}
    )
    response: HttpResponse
    if wants_json(request):
        response = JsonResponse({"message": message, "retry_after": seconds}, status=429)
    else:
        response = render(request, "429.html", {"message": message, "seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def rate_limited(scope: str, *, methods: tuple[str, ...] = ("POST",)) -> Callable[..., Any]:
    """For views: answers 429 where the person, or the address of a visitor, is over the limit of `scope`."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods and (seconds := seconds_to_wait(scope, identity_of(request))):
                return too_many_requests(request, seconds)
            return view(request, *args, **kwargs)

        return limited

    return decorate
