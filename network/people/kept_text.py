"""What somebody typed before signing in again stays in the session until it is sent."""

from typing import Any

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

SESSION_KEY = "kept_text"
SIZE_LIMIT = 200_000
PAGES_LIMIT = 5
SECRET = ("password", "csrfmiddlewaretoken", "token")

KeptText = dict[str, list[str]]


def typed_text(request: HttpRequest) -> KeptText:
    """What came with the request, without passwords and tokens."""
    return {
        name: [value.replace("\x00", "") for value in values]
        for name, values in request.POST.lists()
        if not any(secret in name.lower() for secret in SECRET) and any(value.strip() for value in values)
    }


def keep_text(request: HttpRequest) -> KeptText:
    """Keep it under the address of the form; what is too large is returned but not kept."""
    text = typed_text(request)
    if text and sum(len(value) for values in text.values() for value in values) <= SIZE_LIMIT:
        kept = request.session.get(SESSION_KEY, {})
        kept.pop(request.path, None)
        kept[request.path] = text
        request.session[SESSION_KEY] = dict(list(kept.items())[-PAGES_LIMIT:])
    return text


def kept_text(request: HttpRequest) -> KeptText:
    return request.session.get(SESSION_KEY, {}).get(request.path, {})


def forget_text(request: HttpRequest) -> None:
    kept = request.session.get(SESSION_KEY, {})
    if kept.pop(request.path, None) is not None:
        request.session[SESSION_KEY] = kept


def as_initial(text: KeptText, prefix: str | None = None) -> dict[str, Any]:
    """For a form's `initial`."""
    start = f"{prefix}-" if prefix else ""
    return {
        name.removeprefix(start): values[0] if len(values) == 1 else values
        for name, values in text.items()
        if name.startswith(start)
    }


def is_local(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
