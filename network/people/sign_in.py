"""What axes counts failed sign-ins by."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def address_typed(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The same for every spelling, whichever form or backend it came through."""
    given: Mapping[str, Any] = credentials or {}
    typed = given.get("email") or given.get("username") or given.get("login") or request.POST.get("login") or ""
    return str(typed).strip().lower()


def client_address(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")
