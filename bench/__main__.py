"""`make bench`: ratios and counts, never a time that a slower machine would change."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.e2e.server import live_site

ROUNDS = 7
SECONDS_A_ROUND = 0.25


def cpu_seconds(call: Callable[[], object]) -> float:
    """CPU of one call: the median over rounds, each long enough for the clock."""
    call()
    rounds = []
    for _ in range(ROUNDS):
        count, began = 0, time.process_time()
        while time.process_time() - began < SECONDS_A_ROUND:
            call()
            count += 1
        rounds.append((time.process_time() - began) / count)
    return median(rounds)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="lernnetz-bench-") as directory, live_site(Path(directory)) as site:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "LERNNETZ_VAR": directory}
        import django

        django.setup()
        from bench.measure import measured, table

        print(table(measured(site)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
