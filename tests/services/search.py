"""`python -m tests.services.search COMMAND …` runs a command with SEARCH_URL of a fresh OpenSearch; KNN=1: with k-NN."""

import os
import signal
import subprocess
import sys

from tooling.search_server.java import MissingError
from tooling.search_server.server import is_asked_for_knn, search_server

__all__ = ["search_server"]


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the server ends with us, however we end
    try:
        with search_server(knn=is_asked_for_knn(by_default=False)) as server:
            return subprocess.run(
                sys.argv[1:], env=os.environ | {"SEARCH_URL": f"{server.url}/lernnetz"}, check=False
            ).returncode
    except MissingError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    sys.exit(main())
