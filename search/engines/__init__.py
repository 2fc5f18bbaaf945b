"""The engine that SEARCH_URL names."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine

SERVER_SCHEMES = ("elasticsearch", "elasticsearch+tls", "opensearch", "opensearch+tls")


@cache
def engine_at(url: str) -> Engine:
    scheme, _, rest = url.partition("://")
    if scheme == "embedded":
        return EmbeddedEngine(Path(rest))
    if scheme in SERVER_SCHEMES:
        from search.engines.server import ServerEngine  # noqa: PLC0415 -- its client is loaded only where it is used

        return ServerEngine(url)
    raise ImproperlyConfigured(f"SEARCH_URL names an unknown search engine: {scheme!r}")


def get_engine() -> Engine:
    return engine_at(settings.SEARCH_URL)
