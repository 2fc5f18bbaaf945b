"""The first rows again after a test that commits.

Such a test empties every table at its end, also of what all tests begin with: the root of the page tree, languages,
groups, the fixed pages. These rows are put back by the database itself, in milliseconds; Django's own way
(`serialized_rollback`) takes a second each time, and leaves the tests after it without them.
"""

import sqlite3
from collections.abc import Iterable

from django.db import connection


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
        emptied = {*self.tables, *(instead_of.tables if instead_of else ())}
        back = [f'INSERT INTO public."{table}" TABLE {self.schema}."{table}"' for table in self.tables]
        with connection.cursor() as cursor:
            cursor.execute(in_any_order([*deletions(emptied), *back]))


def in_any_order(statements: Iterable[str]) -> str:
    """To PostgreSQL, which otherwise wants what is referred to before what refers to it."""
    return "; ".join(["SET session_replication_role = replica", *statements, "SET session_replication_role = DEFAULT"])


def deletions(tables: Iterable[str]) -> list[str]:
    return [f'DELETE FROM public."{table}"' for table in tables]


def empty_quickly() -> None:
    """PostgreSQL makes new files for each table it truncates, half a second for ours after each test that commits."""
    if connection.vendor == "postgresql":
        connection.ops.sql_flush = lambda _style, tables, **_options: [in_any_order(deletions(tables))]  # type: ignore[method-assign]
