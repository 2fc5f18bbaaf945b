"""`make test`: the front end, then Python on SQLite, then on PostgreSQL with Redis, then the walk in Chromium."""

import sys

from tooling.steps import Step, run

PYTEST = [sys.executable, "-m", "pytest", "--quiet", "--no-header"]
TWO_CORES = ["--numprocesses", "2", "--dist", "loadfile"]
BELOW_THE_BROWSER = ["tests", "--ignore", "tests/e2e"]

STEPS = [
    Step("Front end", ["npm", "run", "--silent", "test"]),
    Step("Python on SQLite, one process", [*PYTEST, *TWO_CORES, *BELOW_THE_BROWSER]),
    Step(
        "Python on PostgreSQL with Redis",
        [sys.executable, "-m", "tests.services", *PYTEST, *TWO_CORES, *BELOW_THE_BROWSER],
    ),
    Step("The walk, in Chromium", [*PYTEST, "tests/e2e"]),
]

if __name__ == "__main__":
    sys.exit(run(STEPS))
