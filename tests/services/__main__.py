"""`python -m tests.services COMMAND …` runs a command with DATABASE_URL and REDIS_URL of fresh servers.

DATABASE_TEMPLATE is the name of a migrated database beside the empty one.
"""

import os
import signal
import subprocess
import sys

from tests.services.postgres import migrated_database, postgres
from tests.services.redis import redis


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the servers end with us, however we end
    with postgres() as database_url, redis() as redis_url:
        services = {"DATABASE_URL": database_url, "REDIS_URL": redis_url}
        services["DATABASE_TEMPLATE"] = migrated_database(database_url)
        return subprocess.run(sys.argv[1:], env=os.environ | services, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
