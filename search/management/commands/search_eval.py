import json
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.documents import SearchDocument
from search.engines import engine_at
from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine
from search.evaluation.field import evaluate_field, read_field, read_field_queries, unknown_things
from search.evaluation.judged import read_documents, read_queries
from search.evaluation.measures import Figures
from search.evaluation.run import FLOORS, encoded, evaluate, meaning_of
from search.meaning import Meaning

AT_MOST = "none"
"""The measure of which less is better."""


class Command(BaseCommand):
    help = (
        "Measure the search: on a judged question set (documents.jsonl and queries.jsonl in a folder), "
        "and on the judged questions of the field where the demo network is loaded."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dir", type=Path, help="folder of the judged set")
        parser.add_argument("--server", action="store_true", help="on the server that SEARCH_URL names")

    def handle(self, *args: Any, **options: Any) -> None:
        self.on_server = options["server"]
        figures = self._questions(options["dir"]) | self._field()
        if figures:
            self._print(figures)
            self._compare(figures)

    def _questions(self, folder: Path | None) -> dict[str, Figures]:
        if folder is None or not (folder / "documents.jsonl").exists():
            self.stdout.write(f"There is no judged set in {folder or 'any folder'}: nothing measured.")
            return {}
        documents = read_documents(folder)
        with filled(documents, on_server=self.on_server) as (engine, meaning):
            return evaluate(engine, meaning, read_queries(folder))

    def _field(self) -> dict[str, Figures]:
        judged, field = list(read_field_queries()), read_field()
        if missing := unknown_things(judged, field):
            self.stdout.write(f"The demo network is not loaded as it was judged: {len(missing)} pages are missing.")
            return {}
        with filled(field.documents, on_server=self.on_server) as (engine, meaning):
            return evaluate_field(engine, meaning, judged, field)

    def _print(self, figures: Mapping[str, Figures]) -> None:
        measures = next(iter(figures.values())).all()
        self.stdout.write(f"{'':<20} {'n':>5} " + " ".join(f"{name:>6}" for name in measures))
        for name, each in sorted(figures.items()):
            values = " ".join(f"{value:6.3f}" for value in each.all().values())
            self.stdout.write(f"{name:<20} {len(each.ranks):>5} {values}")

    def _compare(self, figures: Mapping[str, Figures]) -> None:
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
        fallen = []
        for name, each in figures.items():
            for measure, floor in floors.get(name, {}).items():
                value = each.all()[measure]
                if value > floor if measure == AT_MOST else value < floor:
                    sign = ">" if measure == AT_MOST else "<"
                    fallen.append(f"{name}: {measure} {value:.3f} {sign} {floor}")
        if fallen:
            raise CommandError("Below the floor: " + "; ".join(fallen))
        self.stdout.write(self.style.SUCCESS("At or above every floor."))


@contextmanager
def filled(documents: list[SearchDocument], *, on_server: bool) -> Iterator[tuple[Engine, Meaning]]:
    """An index of its own, embedded or on the server in use."""
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_at(f"{settings.SEARCH_URL}-evaluation") if on_server else EmbeddedEngine(Path(folder))
        known = encoded(documents)
        engine.rebuild([documents], vectors_of=lambda batch: known)
        try:
            yield engine, meaning_of(engine, documents, known)
        finally:
            engine.discard()
