"""`python -m tests.services COMMAND …` runs a command with DATABASE_URL and REDIS_URL of fresh servers."""

import os
import signal
import subprocess
import sys

from tests.services.postgres import postgres
from tests.services.redis import redis


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the servers end with us, however we end
    with postgres() as database_url, redis() as redis_url:
        environment = os.environ | {"DATABASE_URL": database_url, "REDIS_URL": redis_url}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
