"""Tests that prove nothing: no assertion at all, or only that a page answered."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import python_modules, text_of

PROVING_CALLS = ("assert", "raises", "expect", "check_", "warns", "fail")


def proofs_of(function: ast.AST) -> Iterator[str]:
    """Each assertion as text; a call such as `pytest.raises` or `assert_matches` is one."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            yield ast.unparse(node.test)
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name.startswith(PROVING_CALLS) or name.startswith("django_assert"):
                yield ast.unparse(node)


def is_hollow(function: ast.AST) -> bool:
    return all("status_code" in proof and "and" not in proof.split() for proof in proofs_of(function))


def hollow_tests(source: str) -> list[str]:
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and is_hollow(node)
    ]


def test_every_test_proves_something() -> None:
    found = [f"{path}:{name}" for path in python_modules("tests") for name in hollow_tests(text_of(path))]

    assert found == []


def test_a_hollow_test_is_found() -> None:
    source = "def test_page(client):\n    assert client.get('/').status_code == 200\n"

    assert hollow_tests(source) == ["test_page"]


def test_a_proving_test_is_left_alone() -> None:
    source = "def test_page(client):\n    answer = client.get('/')\n    assert answer.status_code == 200\n    assert b'x' in answer.content\n"

    assert hollow_tests(source) == []
