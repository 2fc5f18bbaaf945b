"""A migrated SQLite database, kept between runs: Wagtail's migrations take half a minute, a copy takes none.

The copy is found by what was migrated; `migrate` still runs over it, so that it can never be behind.
"""

import fcntl
import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest-databases"


def fingerprint() -> str:
    """Of everything that decides what an empty database looks like."""
    digest = hashlib.sha256((ROOT / "requirements" / "dev.txt").read_bytes())
    for package in ("network", "cms", "search"):
        for path in sorted((ROOT / package).rglob("migrations/*.py")):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


class KeptDatabase:
    """`database` is to be created: one process at a time, so that the second one copies what the first one made."""

    def __init__(self, database: Path) -> None:
        KEPT.mkdir(exist_ok=True)
        self.database = database
        self.template = KEPT / f"{fingerprint()}.sqlite3"
        self.lock = (KEPT / "lock").open("w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.is_copy = self.template.exists()
        if self.is_copy:
            shutil.copyfile(self.template, database)
            self.let_others_in()

    def keep(self) -> None:
        """The database is complete: the next run and the next process start from it."""
        if self.is_copy:
            return
        for outdated in KEPT.glob("*.sqlite3"):
            outdated.unlink()
        fresh = self.template.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.database)) as connection:
            connection.execute("VACUUM INTO ?", (str(fresh),))
        fresh.rename(self.template)
        self.let_others_in()

    def let_others_in(self) -> None:
        self.lock.close()
