"""For supervisors and proxies: is this process alive, and can it do its work?"""

import logging
import secrets
from collections.abc import Callable

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from network.realtime.health import registered_probes

logger = logging.getLogger(__name__)


def ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_cache() -> None:
    token = secrets.token_hex(8)
    cache.set("readyz", token, timeout=10)
    if cache.get("readyz") is None:
        raise LookupError("what was written is not there")


def ask_layer() -> None:
    layer = get_channel_layer()
    if layer is None:
        raise LookupError("no channel layer is set up")
    async_to_sync(layer.group_send)("readyz", {"type": "readyz"})


PARTS: dict[str, Callable[[], str | None]] = {"database": ask_database, "cache": ask_cache, "layer": ask_layer}


def state_of(part: str, ask: Callable[[], str | None]) -> str:
    """The reason goes to the log: whoever may ask here need not learn how the installation is built."""
    try:
        remark = ask()
    except Exception:
        logger.exception("not ready: %s", part)
        return "failed"
    return f"ok: {remark}" if remark else "ok"


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    parts = {part: state_of(part, ask) for part, ask in (PARTS | registered_probes()).items()}
    return JsonResponse(parts, status=503 if "failed" in parts.values() else 200)
