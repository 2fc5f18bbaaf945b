"""The tracked tree, as the architecture tests read it."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("network", "cms", "search")


@cache
def tracked() -> tuple[str, ...]:
    """Paths that git knows or would add: a new file obeys the rules before it is committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for path in listing.splitlines() if (ROOT / path).is_file())


def python_modules(*packages: str) -> list[str]:
    return [
        path
        for path in tracked()
        if path.endswith(".py") and path.split("/", 1)[0] in (packages or PACKAGES) and "/migrations/" not in path
    ]


@cache
def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
