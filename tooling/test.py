"""`make test`: the front end, Python on SQLite, on PostgreSQL with Redis, search on OpenSearch, faults, the walk in Chromium.

What has one process goes beside others; what counts seconds or keeps two cores busy goes alone.
"""

import sys
import tempfile

from tooling.steps import Step, Together, run

PYTEST = [sys.executable, "-m", "pytest", "--quiet", "--no-header"]
TWO_CORES = ["--numprocesses", "2", "--dist", "loadfile"]
BELOW_THE_BROWSER = ["tests", "--ignore", "tests/e2e"]
# Loading it takes a minute: on SQLite the walk does it, on PostgreSQL its own tests.
THE_DEMO_LOADED = "tests/network/demo/test_demo.py"
ON_A_SEARCH_SERVER = [f"tests/search/test_{name}.py" for name in ("server", "server_knn", "indexing", "page", "api")]


def plan(site: str) -> list[Step | Together]:
    """`site` is an empty directory: the site of the walk is built there."""
    return [
        Together(
            [
                Step("The site of the walk, with its demo network", [sys.executable, "-m", "tests.e2e.server", site]),
                Step("A migrated PostgreSQL", [sys.executable, "-m", "tests.services", "true"]),
                Step("Front end", ["npm", "run", "--silent", "test"]),
            ]
        ),
        Step(
            "Python on SQLite, one process",
            [*PYTEST, *TWO_CORES, *BELOW_THE_BROWSER, "--ignore", THE_DEMO_LOADED],
        ),
        Step(
            "Python on PostgreSQL with Redis",
            [sys.executable, "-m", "tests.services", *PYTEST, *TWO_CORES, "--only-database", *BELOW_THE_BROWSER],
        ),
        Step(
            "Search on a real OpenSearch",
            [sys.executable, "-m", "tests.services.search", *PYTEST, *TWO_CORES, *ON_A_SEARCH_SERVER],
        ),
        Step("Faults: what is lost when parts die", [sys.executable, "-m", "tests.faults"]),
        Step("The walk, in Chromium", [*PYTEST, *TWO_CORES, "tests/e2e"], {"E2E_BUILT": site}),
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="lernnetz-walk-") as directory:
        sys.exit(run(plan(directory)))
