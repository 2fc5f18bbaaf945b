"""Second half of `make bench`: our search with every facet and passages marked, against Wagtail's own on the same documents.

Each engine runs in a process of its own, one after the other, so that none takes the other's memory or time.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from tests.services.postgres import postgres

SIZES = (10_000, 100_000)
OURS, POSTGRESQL, SQLITE = "lernnetz", "Wagtail, PostgreSQL", "Wagtail, SQLite"
ENGINES = {OURS: "bench.ours", POSTGRESQL: "bench.peer.run", SQLITE: "bench.peer.run"}


@dataclass(frozen=True)
class Row:
    engine: str
    size: int
    p50: float
    p95: float
    asked: int
    documents_a_second: float
    megabytes: float
    """Resident memory of the process after the queries."""


def measured(engine: str, size: int, database_url: str) -> Row:
    with tempfile.TemporaryDirectory(prefix="lernnetz-bench-") as var:
        environment = os.environ | {"LERNNETZ_VAR": var, "SEARCH_VECTORS": "false"}
        environment |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": database_url}
        command = [sys.executable, "-m", ENGINES[engine], str(size)]
        answer = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        return Row(engine=engine, size=size, **json.loads(answer.stdout.splitlines()[-1]))


def line(row: Row, peer: Row) -> str:
    return (
        f"{row.engine:<22}{row.size:>10}{row.p50:>9.1f}{row.p95:>9.1f}{row.asked:>7}{row.documents_a_second:>9.0f}"
        f"{row.megabytes:>7.0f}{row.p50 / peer.p50:>10.3f}{row.p95 / peer.p95:>10.3f}"
    )


def main() -> int:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    print(
        f"{'':<22}{'documents':>10}{'p50 ms':>9}{'p95 ms':>9}{'asked':>7}{'docs/s':>9}{'MB':>7}{'p50 ÷ PG':>10}{'p95 ÷ PG':>10}"
    )
    for size in sizes:
        with postgres() as url:
            peer = measured(POSTGRESQL, size, url)
        print(line(peer, peer), flush=True)
        with tempfile.TemporaryDirectory(prefix="lernnetz-bench-") as folder:
            for engine, file in ((OURS, "ours"), (SQLITE, "peer")):
                print(line(measured(engine, size, f"sqlite:///{folder}/{file}.sqlite3"), peer), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
