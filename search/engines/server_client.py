"""Speaks to Elasticsearch and OpenSearch alike, through Elastic's client, and says in our words when they don't answer."""

import dataclasses
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from elastic_transport import HttpHeaders, Urllib3HttpNode
from elasticsearch import ApiError, ConnectionTimeout, Elasticsearch, NotFoundError, TransportError

from search.engines.base import EngineUnavailableError, IndexMissingError

logger = logging.getLogger(__name__)

WRITE_SECONDS = 60.0
PAUSE_SECONDS = 2.0
"""After a question that was not answered in time the server is left alone, and nobody else waits for it."""
TOO_BUSY = 429
"""From this answer on it is the server's trouble, not a mistake in what it was asked."""
SCHEMES = {"elasticsearch": "http", "elasticsearch+tls": "https", "opensearch": "http", "opensearch+tls": "https"}


class OpenSearchNode(Urllib3HttpNode):
    """Plain media types on the way out, the product header on the way in: then the client speaks to OpenSearch."""

    def perform_request(self, *args: Any, headers: HttpHeaders | None = None, **kwargs: Any) -> Any:
        plain = HttpHeaders(headers or {})
        for name in ("accept", "content-type"):
            kinds = [kind.split(";")[0].strip() for kind in (plain.get(name) or "").split(",")]
            if kinds != [""]:
                plain[name] = ",".join(kinds).replace("application/vnd.elasticsearch+", "application/")
        answer = super().perform_request(*args, headers=plain, **kwargs)
        answered = HttpHeaders({**answer.meta.headers, "x-elastic-product": "Elasticsearch"})
        return answer._replace(meta=dataclasses.replace(answer.meta, headers=answered))


class ServerClient:
    """One per process and address; its connections are shared by all threads."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in SCHEMES or not parts.hostname:
            raise ImproperlyConfigured(f"SEARCH_URL is no address of a search server: {parts.scheme}://…")
        self.prefix = parts.path.strip("/").lower() or "lernnetz"
        account = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self.is_opensearch = parts.scheme.startswith("opensearch")
        options: dict[str, Any] = {"node_class": OpenSearchNode} if self.is_opensearch else {}
        self._client = Elasticsearch(
            f"{SCHEMES[parts.scheme]}://{parts.hostname}:{parts.port or 9200}",
            basic_auth=account,
            request_timeout=settings.SEARCH_TIMEOUT,
            max_retries=0,
            **options,
        )
        self._away_until = 0.0

    @contextmanager
    def asking(self) -> Iterator[Elasticsearch]:
        yield from self._answering(self._client)

    @contextmanager
    def writing(self) -> Iterator[Elasticsearch]:
        yield from self._answering(self._client.options(request_timeout=WRITE_SECONDS))

    def _answering(self, client: Elasticsearch) -> Iterator[Elasticsearch]:
        if time.monotonic() < self._away_until:
            raise EngineUnavailableError("the search server did not answer in time a moment ago")
        try:
            yield client
        except ConnectionTimeout as error:
            self._away_until = time.monotonic() + PAUSE_SECONDS
            raise EngineUnavailableError("the search server does not answer in time") from error
        except NotFoundError as error:
            raise IndexMissingError("there is no index") from error
        except TransportError as error:
            raise EngineUnavailableError(f"the search server cannot be reached: {error.message}") from error
        except ApiError as error:
            if error.meta.status < TOO_BUSY:
                logger.exception("the search server refuses: %s", error.body)
            raise EngineUnavailableError(f"the search server refuses: {error.message}") from error
