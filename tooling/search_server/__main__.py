"""`make search-server`: a real OpenSearch in the foreground, its data in var/; Ctrl+C ends it.

3.5.0 with k-NN, the newest whose plugin is published; KNN=0 takes 3.8.0, which has none.
"""

import os
import subprocess
import sys

from tooling.environment import say, var_dir
from tooling.search_server.java import MissingError
from tooling.search_server.server import command, is_asked_for_knn


def main() -> int:
    knn = is_asked_for_knn(by_default=True)
    port = int(os.environ.get("PORT", "9200"))
    try:
        # An index of one version cannot be read by an older one.
        arguments = command(var_dir() / f"search-server{'-knn' if knn else ''}", port=port, knn=knn, heap="1g")
    except MissingError as error:
        print(error)
        return 1
    say(f"OpenSearch on port {port}: SEARCH_URL=opensearch://127.0.0.1:{port}/lernnetz make run")
    try:
        return subprocess.run(arguments, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
