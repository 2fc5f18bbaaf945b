import pytest

from tests.architecture.rules import RULES, HouseRule
from tests.architecture.tree import ROOT, tracked

by_name = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def lines_of(path: str) -> list[str]:
    try:
        return (ROOT / path).read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:  # a picture, a font
        return []


@by_name
def test_house_rule_holds_in_the_tree(rule: HouseRule) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in tracked()
        if rule.applies_to(path)
        for number, line in enumerate(lines_of(path), start=1)
        if rule.finds(line)
    ]

    assert found == [], rule.why


@by_name
def test_house_rule_finds_its_bad_line(rule: HouseRule) -> None:
    assert rule.finds(rule.bad)


@by_name
def test_house_rule_leaves_its_good_line(rule: HouseRule) -> None:
    assert not rule.finds(rule.good)
