"""Ports for the servers that tests start beside each other."""

import random
import socket

# Below the range from which the kernel takes the near end of outgoing connections (from 32768 on, or 49152).
FIRST, LAST = 20_000, 32_000


def free_port() -> int:
    """A port nobody listens on, and at random: processes that ask at the same moment hardly ever get the same one."""
    while True:
        port = random.randint(FIRST, LAST)  # noqa: S311 -- no secret
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
