"""Runs steps, all of them, and says at the end what each took and which failed.

One after another, or those of a `Together` at once: each has one core then, and what it says comes when it is done.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from tooling.environment import say


@dataclass(frozen=True)
class Step:
    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Together:
    steps: Sequence[Step]


@dataclass(frozen=True)
class Done:
    step: Step
    code: int
    seconds: float
    said: str = ""

    def line(self) -> str:
        return f"  {'FAILED' if self.code else 'ok    '} {self.seconds:6.1f} s  {self.step.name}"


def run(plan: Sequence[Step | Together]) -> int:
    done: list[Done] = []
    for steps in plan:
        done += _together(steps.steps) if isinstance(steps, Together) else [_alone(steps)]
    print("\n".join(["", *(step.line() for step in done), ""]), flush=True)
    return 1 if any(step.code for step in done) else 0


def _alone(step: Step) -> Done:
    say(step.name)
    return _run(step, None)


def _together(steps: Sequence[Step]) -> list[Done]:
    done = []
    with ThreadPoolExecutor(len(steps)) as pool:
        for future in as_completed([pool.submit(_run, step, subprocess.PIPE) for step in steps]):
            done.append(future.result())
            say(done[-1].step.name)
            print(done[-1].said, end="", flush=True)
    return done


def _run(step: Step, output: int | None) -> Done:
    sys.stdout.flush()
    began = time.monotonic()
    ended = subprocess.run(
        step.command,
        env=os.environ | step.environment,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        text=True,
        errors="replace",
        check=False,
    )
    return Done(step, ended.returncode, time.monotonic() - began, ended.stdout or "")
