"""Tests that prove nothing: no assertion at all, or only that a page answered."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import python_modules, text_of

PROVING_CALLS = ("assert", "raises", "expect", "check_", "warns", "fail", "django_assert")
CODES = {"HTTPStatus", "codes"}


def proofs_of(function: ast.AST) -> Iterator[ast.AST]:
    """Each assertion; a call such as `pytest.raises` or `assert_matches` is one."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            yield node.test
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name.startswith(PROVING_CALLS):
                yield node


def looks_beyond_the_status(proof: ast.AST) -> bool:
    if isinstance(proof, ast.Attribute) and proof.attr == "status_code":
        return False
    if isinstance(proof, ast.Name):
        return proof.id not in CODES
    return any(looks_beyond_the_status(part) for part in ast.iter_child_nodes(proof))


def hollow_tests(source: str) -> list[str]:
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not any(looks_beyond_the_status(proof) for proof in proofs_of(node))
    ]


def test_every_test_proves_something() -> None:
    found = [f"{path}:{name}" for path in python_modules("tests") for name in hollow_tests(text_of(path))]

    assert found == []


def test_a_hollow_test_is_found() -> None:
    source = "def test_page(client):\n    assert client.get('/').status_code == HTTPStatus.OK\n"

    assert hollow_tests(source) == ["test_page"]


def test_a_test_without_assertion_is_found() -> None:
    assert hollow_tests("def test_page(client):\n    client.get('/')\n") == ["test_page"]


def test_a_proving_test_is_left_alone() -> None:
    source = "def test_page(client):\n    page = client.get('/')\n    assert (page.status_code, page.content) == (200, b'x')\n"

    assert hollow_tests(source) == []
