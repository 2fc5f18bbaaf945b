"""`make test`: the front end, Python on SQLite, on PostgreSQL with Redis, search on OpenSearch, faults, the walk in Chromium."""

import sys

from tooling.steps import Step, run

PYTEST = [sys.executable, "-m", "pytest", "--quiet", "--no-header"]
TWO_CORES = ["--numprocesses", "2", "--dist", "loadfile"]
BELOW_THE_BROWSER = ["tests", "--ignore", "tests/e2e"]
ON_A_SEARCH_SERVER = [f"tests/search/test_{name}.py" for name in ("server", "server_knn", "indexing", "page", "api")]

STEPS = [
    Step("Front end", ["npm", "run", "--silent", "test"]),
    Step("Python on SQLite, one process", [*PYTEST, *TWO_CORES, *BELOW_THE_BROWSER]),
    Step(
        "Python on PostgreSQL with Redis",
        [sys.executable, "-m", "tests.services", *PYTEST, *TWO_CORES, "--only-database", *BELOW_THE_BROWSER],
    ),
    Step(
        "Search on a real OpenSearch",
        [sys.executable, "-m", "tests.services.search", *PYTEST, *TWO_CORES, *ON_A_SEARCH_SERVER],
    ),
    Step("Faults: what is lost when parts die", [sys.executable, "-m", "tests.faults"]),
    Step("The walk, in Chromium", [*PYTEST, "tests/e2e"]),
]

if __name__ == "__main__":
    sys.exit(run(STEPS))
