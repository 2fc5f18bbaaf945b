from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import indexing
from search.engines.base import EngineUnavailableError


class Command(BaseCommand):
    help = "Compare the search index with the database, document by document; --repair has the differences indexed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="index what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            drift = indexing.find_drift()
        except EngineUnavailableError as error:
            raise CommandError(f"The search index cannot be read ({error}). Run rebuild_search.") from error
        for name, keys in (
            ("missing", drift.missing),
            ("outdated", drift.outdated),
            ("superfluous", drift.superfluous),
        ):
            self.stdout.write(f"{name}: {len(keys)}" + (f" ({', '.join(keys[:10])}…)" if keys else ""))
        if not drift.all_keys:
            self.stdout.write(self.style.SUCCESS("Index and database say the same."))
        elif options["repair"]:
            indexing.repair(drift)
            indexing.index_imported()
            self.stdout.write(self.style.SUCCESS(f"{len(drift.all_keys)} documents were indexed again."))
        else:
            raise CommandError("Index and database differ; run check_search --repair.")
