import json
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.embedded import EmbeddedEngine
from search.evaluation.judged import read_documents, read_queries
from search.evaluation.measures import Figures
from search.evaluation.run import FLOORS, evaluate, fill_store


class Command(BaseCommand):
    help = "Measure the search on a judged question set (documents.jsonl and queries.jsonl in a folder)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dir", type=Path, required=True, help="folder of the judged set")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["dir"]
        if not (folder / "documents.jsonl").exists():
            self.stdout.write(f"There is no judged set in {folder}: nothing measured.")
            return
        documents = read_documents(folder)
        with tempfile.TemporaryDirectory() as index:
            engine = EmbeddedEngine(Path(index))
            engine.rebuild([documents])
            figures = evaluate(engine, fill_store(documents), read_queries(folder))
        self._print(figures)
        self._compare(figures)

    def _print(self, figures: dict[str, Figures]) -> None:
        self.stdout.write(f"{'':<18} {'n':>5} {'R@1':>6} {'R@5':>6} {'R@10':>6} {'MRR':>6} {'nDCG':>6} {'none':>6}")
        for name, each in sorted(figures.items()):
            measured = (each.recall_at(1), each.recall_at(5), each.recall_at(10), each.mrr, each.ndcg, each.no_result)
            self.stdout.write(f"{name:<18} {len(each.ranks):>5} " + " ".join(f"{value:6.3f}" for value in measured))

    def _compare(self, figures: dict[str, Figures]) -> None:
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
        fallen = []
        for name, floor in floors.items():
            depth = int(floor["recall_at"])
            if name in figures and figures[name].recall_at(depth) < floor["at_least"]:
                fallen.append(f"{name}: recall@{depth} {figures[name].recall_at(depth):.3f} < {floor['at_least']}")
        if fallen:
            raise CommandError("Below the floor: " + "; ".join(fallen))
        self.stdout.write(self.style.SUCCESS("At or above every floor."))
