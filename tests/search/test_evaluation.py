"""The command that measures the search, on a judged set of three documents."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search.evaluation.judged import Judged, keywords, with_typo
from search.evaluation.measures import Figures


@pytest.fixture
def judged_set(tmp_path: Path) -> Path:
    documents = [
        {"id": "1-de", "lang": "de", "title": "Obst", "text": "Die Quitte reift im Oktober und wird zu Gelee."},
        {"id": "2-de", "lang": "de", "title": "Post", "text": "Der Briefkasten wird am Abend geleert."},
        {"id": "1-en", "lang": "en", "title": "Fruit", "text": "The quince ripens in October and becomes jelly."},
    ]
    queries = [{"id": "q", "lang": "de", "text": "Wann reift die Quitte?", "relevant": ["1-de"]}]
    for name, rows in (("documents", documents), ("queries", queries)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_figures_are_printed_per_kind_and_language(judged_set, capsys):
    call_command("search_eval", "--dir", str(judged_set))
    printed = capsys.readouterr().out
    assert [line.split()[:4] for line in printed.splitlines()[1:4]] == [
        ["keywords", "de", "1", "1.000"],
        ["question", "de", "1", "1.000"],
        ["typo", "de", "1", "1.000"],
    ]
    assert "At or above every floor." in printed


def test_wrong_answers_fall_below_the_floor(judged_set):
    text = (judged_set / "queries.jsonl").read_text(encoding="utf-8").replace('"1-de"', '"2-de"')
    (judged_set / "queries.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"question de: recall@1 0\.000"):
        call_command("search_eval", "--dir", str(judged_set))


def test_missing_set_is_said(tmp_path, capsys):
    call_command("search_eval", "--dir", str(tmp_path / "nowhere"))
    assert "nothing measured" in capsys.readouterr().out


def test_measures():
    figures = Figures()
    judged = Judged("question", "de", "", frozenset({"a"}))
    for ids in (["a"], ["b", "a"], [], ["b"]):
        figures.add(judged, ids)
    assert (figures.recall_at(1), figures.recall_at(5), figures.mrr, figures.no_result) == (0.25, 0.5, 0.375, 0.25)
    assert round(figures.ndcg, 3) == 0.408


def test_keywords_and_typos():
    assert keywords("Wann wird der große Briefkasten in Krefeld geleert?", "de") == [
        "Briefkasten",
        "Krefeld",
        "geleert",
    ]
    assert with_typo(["Briefkasten", "Krefeld"]) == ["Briekfasten", "Krefeld"]
