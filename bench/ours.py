"""Our engine: the result with every facet, and the passages of its twenty hits marked."""

import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from bench import corpus, timing  # noqa: E402 -- what they import asks for the settings
from search.documents import PUBLIC  # noqa: E402
from search.engines.embedded import EmbeddedEngine  # noqa: E402
from search.highlighting import Highlighter  # noqa: E402
from search.queries import EngineQuery, parse_text  # noqa: E402

BATCH = 500


def rebuilt(engine: EmbeddedEngine, number: int) -> float:
    """Documents a second, once they are made."""
    made = list(corpus.documents(number))
    began = time.perf_counter()
    engine.rebuild(made[start : start + BATCH] for start in range(0, number, BATCH))
    return number / (time.perf_counter() - began)


def ask(engine: EmbeddedEngine, text: str) -> None:
    parsed = parse_text(text)
    result = engine.search(EngineQuery(parsed, (PUBLIC,)))
    highlighter = Highlighter(parsed.all_words)
    for hit in result.hits:
        highlighter.excerpt(hit.document)


def main(number: int) -> None:
    with tempfile.TemporaryDirectory(prefix="lernnetz-bench-") as folder:
        engine = EmbeddedEngine(Path(folder))
        rate = rebuilt(engine, number)
        figures = timing.run(lambda text: ask(engine, text), corpus.queries())
        timing.report(figures | {"documents_a_second": rate})


if __name__ == "__main__":
    main(int(sys.argv[1]))
