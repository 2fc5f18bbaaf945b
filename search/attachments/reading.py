"""Has a file read by a limited child process. Whatever becomes of the child is an answer."""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from search.attachments.child.answer import Limits

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; sys.path.append(sys.argv[1]); from search.attachments.child.main import main; main()"
"""Isolated from the environment and the working directory, it imports this package and what it names, no Django."""
TOO_SLOW = {-signal.SIGXCPU, -signal.SIGKILL}
CRASHED, SLOW = "crashed", "slow"


@dataclass(frozen=True)
class Reading:
    refused: str = ""
    """Why it was not read, as one of `models.DocumentText.Reason`; empty when it was."""
    pages: tuple[tuple[str, str], ...] = ()
    """Place (see `search.places`) and its text."""
    page_count: int = 0
    is_cut: bool = False
    """Whether there is more text than is kept."""


def limits() -> Limits:
    return Limits(**settings.ATTACHMENT_LIMITS)


def read_file(chunks: Iterable[bytes]) -> Reading:
    """The file is copied, so that the child needs no path and no access to where files are kept."""
    most = limits().file_bytes
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
        for chunk in chunks:
            source.write(chunk)
            if source.tell() > most:
                return Reading(refused="size")
        source.seek(0)
        status = _run(source, target)
        if status is None or status in TOO_SLOW:
            return Reading(refused=SLOW)
        target.seek(0)
        return _understood(target.read()) if status == 0 else Reading(refused=CRASHED)


def _run(source: IO[bytes], target: IO[bytes]) -> int | None:
    """The exit status; None when it took too long by the clock."""
    command = [sys.executable, "-I", "-B", "-c", START, str(ROOT), json.dumps(asdict(limits()))]
    child = subprocess.Popen(  # noqa: S603 -- our own interpreter, and nothing of the file in its arguments
        command, stdin=source, stdout=target, stderr=subprocess.DEVNULL, cwd="/", env={"LC_ALL": "C.UTF-8"}
    )
    try:
        return child.wait(timeout=settings.ATTACHMENT_WALL_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    finally:
        child.kill()
        child.wait()


def _understood(answer: bytes) -> Reading:
    """What a hostile file may have made of the child is not trusted: only what has the right form is taken."""
    try:
        data: Any = json.loads(answer)
        if "refused" in data:
            return Reading(refused=str(data["refused"]))
        pages = tuple((str(place)[:200], str(text).replace("\x00", "")) for place, text in data["pages"])
        return Reading("", pages, int(data["page_count"]), bool(data["is_cut"]))
    except (ValueError, TypeError, KeyError):
        return Reading(refused=CRASHED)
