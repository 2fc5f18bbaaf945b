"""`make bench`: ratios and counts, never a time that a slower machine would change."""

import os
import sys
import tempfile
from pathlib import Path

from tests.e2e.server import SECRET_KEY, live_site


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="lernnetz-bench-") as directory, live_site(Path(directory)) as site:
        # The server's own key, so that it knows the member whose thread is weighed.
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "LERNNETZ_VAR": directory,
            "SECRET_KEY": SECRET_KEY,
        }
        import django

        django.setup()
        from bench.measure import measured, table

        print(table(measured(site)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
