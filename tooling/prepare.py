"""Brings the local database up to date and loads the demo network where there is none; quick when nothing is to do."""

import gc
import sys

from tooling.environment import say, set_up


def has_pending_migrations() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def has_demo() -> bool:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.filter(is_demo=True).exists()


def main() -> int:
    set_up()
    from django.core.management import call_command

    if has_pending_migrations():
        say("Bringing the database up to date")
        # Half the time goes into looking for garbage among Wagtail's 250 migrations; this process ends soon anyway.
        gc.disable()
        call_command("migrate", interactive=False, verbosity=0)
        gc.enable()
    if not has_demo():
        say("Loading the demo network")
        call_command("load_demo")
    return 0


if __name__ == "__main__":
    sys.exit(main())
