"""Sees to it that Chromium and a font are there for the tests in a browser."""

import os
import shutil
import subprocess
import sys

from tooling.environment import say


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def main() -> int:
    if chromium():
        return 0
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print("The tests in a browser need Chromium. Install it, or say where it is: CHROMIUM=/path make test")
        return 1
    say("Installing Chromium for the tests in a browser")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-qq", *command], check=True, stdout=subprocess.DEVNULL, env=environment)
    return 0


if __name__ == "__main__":
    sys.exit(main())
