"""A migrated database for the tests, and its first rows again after a test that commits.

Wagtail's migrations take half a minute, a copy takes none. The copy is found by what was migrated; `migrate` still runs
over it, so that it can never be behind. A test that commits empties every table at its end, also of what all tests
begin with: the root of the page tree, languages, groups, the fixed pages. These rows are put back by the database itself, in milliseconds;
Django's own way (`serialized_rollback`) takes a second each time, and leaves the tests after it without them.
"""

import fcntl
import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

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


class FirstRows:
    """What the tables hold at one moment, kept aside to be put back; on PostgreSQL in a schema of that name."""

    def __init__(self, schema: str) -> None:
        self.schema = schema

    def keep(self) -> None:
        # Django believes that it has rows to put back, so it leaves content types and permissions to us as well.
        connection._test_serialized_contents = "[]"  # type: ignore[attr-defined]
        if connection.vendor == "sqlite":
            self.aside = sqlite3.connect(":memory:", check_same_thread=False)
            connection.ensure_connection()
            connection.connection.backup(self.aside)
            return
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE; CREATE SCHEMA {self.schema}")
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'CREATE TABLE {self.schema}."{table}" AS TABLE public."{table}"')
                if cursor.rowcount == 0:
                    cursor.execute(f'DROP TABLE {self.schema}."{table}"')
            cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = %s", [self.schema])
            self.tables = [table for (table,) in cursor.fetchall()]

    def put_back(self, instead_of: "FirstRows | None" = None) -> None:
        """The tables are empty, or hold the other rows."""
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            self.aside.backup(connection.connection)
            return
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # in any order of the tables
            for table in {*self.tables, *(instead_of.tables if instead_of else ())}:
                cursor.execute(f'DELETE FROM public."{table}"')
            for table in self.tables:
                cursor.execute(f'INSERT INTO public."{table}" TABLE {self.schema}."{table}"')
            cursor.execute("SET session_replication_role = DEFAULT")
