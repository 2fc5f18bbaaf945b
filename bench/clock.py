"""CPU time, not the clock on the wall: what else the machine does, does not count."""

import time
from collections.abc import Callable
from statistics import median

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
