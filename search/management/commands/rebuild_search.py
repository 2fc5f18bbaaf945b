from typing import Any

from django.core.management.base import BaseCommand

from search import indexing


class Command(BaseCommand):
    help = "Build the search index anew from the database; the old one answers until the new one is complete."

    def handle(self, *args: Any, **options: Any) -> None:
        count = indexing.rebuild(on_progress=lambda done: self.stdout.write(f"{done} documents", ending="\r"))
        self.stdout.write(self.style.SUCCESS(f"{count} documents are in the search index."))
