"""Runs steps one after another, all of them, and says at the end what each took and which failed."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tooling.environment import say


@dataclass(frozen=True)
class Step:
    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


def run(steps: Sequence[Step]) -> int:
    lines, failed = [], False
    for step in steps:
        say(step.name)
        began = time.monotonic()
        code = subprocess.run(step.command, env=os.environ | step.environment, check=False).returncode
        failed = failed or code != 0
        lines.append(f"  {'ok    ' if code == 0 else 'FAILED'} {time.monotonic() - began:6.1f} s  {step.name}")
        sys.stdout.flush()
    print("\n".join(["", *lines, ""]), flush=True)
    return 1 if failed else 0
