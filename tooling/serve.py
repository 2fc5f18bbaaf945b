"""Serves the site as one process: pages, sockets and background work."""

import os
import sys
import warnings
from socket import socket

import uvicorn

from tooling.environment import SETTINGS

HOST = "127.0.0.1"


def announcement(port: int) -> str:
    from network.demo.accounts import DEMO_ACCOUNTS, demo_password

    lines = ["", f"  Lernnetz is at  http://localhost:{port}/", f"  Editing is at   http://localhost:{port}/admin/", ""]
    lines.append(f"  Demo accounts (password of each: {demo_password()})")
    lines += [f"    {account.email:<42} {account.role_label}" for account in DEMO_ACCOUNTS]
    lines += ["", "  Stop it with Ctrl+C.", ""]
    return "\n".join(lines)


class AnnouncingServer(uvicorn.Server):
    """Says where the site is once it answers, and not before."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            print(announcement(self.config.port), flush=True)


def main() -> int:
    port = int(os.environ.get("PORT", "8000"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ.setdefault("PUBLIC_URL", f"http://localhost:{port}")
    # WhiteNoise hands files over in pieces that Django then reads at once; they are small, and the warning is for others.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    config = uvicorn.Config(
        "network.config.asgi:application",
        host=HOST,
        port=port,
        log_level="warning",
        lifespan="on",
        ws_per_message_deflate=False,  # it would compress the same frame again for each socket, and keep 64 KiB for it
        ws_max_size=128 * 1024,  # the protocol allows half of it; what is larger is never held in memory
        timeout_graceful_shutdown=5,
    )
    AnnouncingServer(config).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
