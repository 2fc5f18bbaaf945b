"""What holds for files as such: names, sizes, migrations, documents."""

import ast
import re

import pytest

from tests.architecture.tree import ROOT, python_modules, text_of, tracked

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
JUNK_DRAWERS = re.compile(r"/(utils?|helpers?|misc|common|shared|stuff|core)(\.py|\.ts|/)")
PATH_IN_PROSE = re.compile(
    r"`((?:network|cms|search|templates|frontend|docker|tests|tooling|bench|docs)/[A-Za-z0-9_./-]+)`"
)
READ_FROM_ENVIRONMENT = re.compile(r"\benv(?:\.\w+)?\(\s*\"([A-Z][A-Z0-9_]+)\"")


def test_modules_are_short() -> None:
    lengths = {
        path: text_of(path).count("\n") for path in python_modules("network", "cms", "search", "tests", "tooling")
    }

    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    found = {
        f"{path}:{node.name}": node.end_lineno - node.lineno + 1
        for path in python_modules()
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }

    assert found == {}


def test_no_module_is_a_junk_drawer() -> None:
    assert [path for path in tracked() if JUNK_DRAWERS.search(f"/{path}")] == []


def test_migrations_are_named_by_hand() -> None:
    assert [path for path in tracked() if re.search(r"migrations/\d+_auto_", path)] == []


@pytest.mark.parametrize("path", [path for path in tracked() if path.endswith(".md")])
def test_paths_named_in_prose_exist(path: str) -> None:
    missing = [named for named in PATH_IN_PROSE.findall(text_of(path)) if not (ROOT / named).exists()]

    assert missing == []


def test_env_example_documents_every_setting() -> None:
    read = {
        name
        for path in python_modules("network")
        if path.startswith("network/config/settings/")
        for name in READ_FROM_ENVIRONMENT.findall(text_of(path))
    }
    documented = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", text_of(".env.example"), re.MULTILINE))

    assert read == documented
