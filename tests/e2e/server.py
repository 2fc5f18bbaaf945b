"""A real server for the tests in a browser: built, migrated, filled with the demo network, as `make run` does it.

`python -m tests.e2e.server DIRECTORY` builds it beforehand; E2E_BUILT then tells the tests where it is.
"""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.kept import ROOT, migrated_sqlite
from tests.services.ports import free_port

PASSWORD = "ein-langes-passwort-nur-fuer-tests"
SECRET_KEY = "only-for-the-tests-in-a-browser"
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class LiveSite:
    url: str
    var: Path

    @property
    def mail_directory(self) -> Path:
        return self.var / "mail"

    def mails_to(self, address: str) -> list[EmailMessage]:
        """What was sent to an address, oldest first."""
        found = []
        for path in sorted(self.mail_directory.glob("*.log"), key=lambda path: path.stat().st_mtime):
            for raw in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
                mail = message_from_bytes(raw.strip(), policy=policy.default)
                if address in str(mail["To"]):
                    found.append(mail)
        return found

    def wait_for_mail(self, address: str, containing: str) -> str:
        """The text of the first mail to an address that contains a text."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for mail in self.mails_to(address):
                body = mail.get_body(("plain",))
                text = f"{mail['Subject']}\n{body.get_content() if body else ''}"
                if re.search(containing, text):
                    return text
            time.sleep(0.2)
        raise AssertionError(f"no mail to {address} contains {containing!r}; it was sent {len(self.mails_to(address))}")


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 -- an address of this machine
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")


def environment(site: LiveSite) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}} | {
        "DJANGO_SETTINGS_MODULE": "network.config.settings.base",
        "LERNNETZ_VAR": str(site.var),
        "SECRET_KEY": SECRET_KEY,
        "PORT": site.url.rpartition(":")[2],
        "PUBLIC_URL": site.url,
        "EMAIL_URL": f"filemail:///{site.mail_directory}",
        "EMAIL_GATHERING_SECONDS": "1",
        "EMAIL_PAUSE_SECONDS": "0",
        "DEMO_PASSWORD": PASSWORD,
    }


def build(site: LiveSite) -> None:
    site.mail_directory.mkdir(parents=True, exist_ok=True)
    if not (database := site.var / "db.sqlite3").exists():
        migrated_sqlite(database)
    for command in (
        ["manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        ["-m", "tooling.prepare"],
        ["manage.py", "import_municipalities", str(Path(__file__).with_name("register.csv"))],
    ):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment(site), check=True)


def site_in(var: Path) -> LiveSite:
    return LiveSite(url=f"http://localhost:{free_port()}", var=var)


@contextmanager
def live_site(var: Path, *, is_built: bool) -> Iterator[LiveSite]:
    site = site_in(var)
    if not is_built:
        build(site)
    server = subprocess.Popen([sys.executable, "-m", "tooling.serve"], cwd=ROOT, env=environment(site))
    try:
        wait_until_it_answers(site.url, server)
        yield site
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


if __name__ == "__main__":
    build(site_in(Path(sys.argv[1])))
