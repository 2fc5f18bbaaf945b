"""What a run of queries tells: the clock on the wall, because a reader waits by it."""

import json
import resource
import time
from collections.abc import Callable, Iterable
from statistics import quantiles


def run(ask: Callable[[str], object], asked: Iterable[str]) -> dict[str, float]:
    """p50 and p95 of one query in milliseconds, and resident memory in MB."""
    asked = list(asked)
    for text in asked[:10]:
        ask(text)
    times = []
    for text in asked:
        began = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - began) * 1000)
    marks = quantiles(times, n=20)
    return {"p50": marks[9], "p95": marks[18], "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def report(figures: dict[str, float]) -> None:
    print(json.dumps(figures))
