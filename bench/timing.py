"""What a run of queries tells: the clock on the wall, because a reader waits by it."""

import json
import resource
import time
from collections.abc import Callable, Iterable
from statistics import quantiles

LONGEST_SECONDS = 60
LEAST = 3
"""Questions asked even of an engine that takes minutes for each; its p95 is then nearly the slowest of them."""


def run(ask: Callable[[str], object], asked: Iterable[str]) -> dict[str, float]:
    """p50 and p95 of one query in milliseconds, resident memory in MB, and of how many: a slow engine is asked less."""
    asked = list(asked)
    until = time.monotonic() + LONGEST_SECONDS
    _times(ask, asked[:10], least=1, until=time.monotonic() + LONGEST_SECONDS / 6)
    times = _times(ask, asked, least=LEAST, until=until)
    marks = quantiles(times, n=20, method="inclusive")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"p50": marks[9], "p95": marks[18], "asked": len(times), "megabytes": memory}


def _times(ask: Callable[[str], object], asked: Iterable[str], *, least: int, until: float) -> list[float]:
    times: list[float] = []
    for text in asked:
        if len(times) >= least and time.monotonic() > until:
            break
        began = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - began) * 1000)
    return times


def report(figures: dict[str, float]) -> None:
    print(json.dumps(figures))
