"""Migrated databases, kept between runs and processes: Wagtail's migrations take most of a minute, a copy takes none.

What is kept is found by what was migrated; `migrate` still runs over each copy, so that it can never be behind.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest-databases"
# Looking for garbage among Wagtail's 250 migrations takes half the time.
MIGRATE = """
import gc, django
gc.disable()
django.setup()
from django.core.management import call_command
from django.db import connections
call_command("migrate", interactive=False, verbosity=0)
connections.close_all()
"""


def fingerprint() -> str:
    """Of everything that decides what an empty database looks like."""
    digest = hashlib.sha256((ROOT / "requirements" / "dev.txt").read_bytes())
    for package in ("network", "cms", "search"):
        for path in sorted((ROOT / package).rglob("migrations/*.py")):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def kept(ending: str, make: Callable[[Path], None]) -> Path:
    """The file that was kept, or what `make` writes: once, however many processes ask."""
    KEPT.mkdir(exist_ok=True)
    with (KEPT / f"{ending}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path, fresh = KEPT / f"{fingerprint()}.{ending}", KEPT / f"{ending}.fresh"
        if not path.exists():
            fresh.unlink(missing_ok=True)
            make(fresh)
            for outdated in KEPT.glob(f"*.{ending}"):
                outdated.unlink()
            fresh.rename(path)
        return path


def run_migrations(url: str) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "network.config.settings.test", "DATABASE_URL": url}
    subprocess.run([sys.executable, "-c", MIGRATE], cwd=ROOT, env=os.environ | settings, check=True)


def migrated_sqlite(path: Path) -> None:
    """Puts a migrated database there."""
    shutil.copyfile(kept("sqlite3", lambda fresh: run_migrations(f"sqlite:///{fresh}")), path)
