"""The command that measures the search, on a judged set of three documents."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.meetings.models import ProgrammeItem
from search.documents import PUBLIC
from search.evaluation.field import evaluate_field, read_field, read_field_queries, unknown_things
from search.evaluation.judged import Judged, keywords, with_typo
from search.evaluation.measures import Figures, ndcg
from search.vector_store import VectorStore
from tests.factories.cms import experience_page, idea_page, meeting_page

pytestmark = pytest.mark.django_db


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
    assert [line.split()[:4] for line in printed.splitlines()[2:5]] == [
        ["keywords", "de", "1", "1.000"],
        ["question", "de", "1", "1.000"],
        ["typo", "de", "1", "1.000"],
    ]
    assert "At or above every floor." in printed


def test_wrong_answers_fall_below_the_floor(judged_set):
    text = (judged_set / "queries.jsonl").read_text(encoding="utf-8").replace('"1-de"', '"2-de"')
    (judged_set / "queries.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"question de: R@1 0\.000 < 0"):
        call_command("search_eval", "--dir", str(judged_set))


def test_missing_set_is_said(tmp_path, capsys):
    call_command("search_eval", "--dir", str(tmp_path / "nowhere"))
    assert "nothing measured" in capsys.readouterr().out


def test_measures():
    figures = Figures()
    judged = Judged("question", "de", "", {"a": 2, "c": 1})
    for ids in (["a"], ["b", "a"], [], ["b"]):
        figures.add(judged, ids)
    assert (figures.recall_at(1), figures.recall_at(5), figures.mrr, figures.no_result) == (0.25, 0.5, 0.375, 0.25)
    assert figures.no_result == figures.all()["none"]


def test_better_answers_first_gain_more():
    grades = {"best": 3, "good": 2, "near": 1}
    assert ndcg(grades, ["best", "good", "near"]) == 1
    assert ndcg(grades, ["good", "best", "near"]) < 0.9
    assert ndcg(grades, ["x", "y"]) == 0
    assert ndcg(grades, ["best", "best", "best"]) == ndcg(grades, ["best"])


# --- the judged set of the field


def test_questions_of_the_field_are_graded():
    judged = list(read_field_queries())
    assert len(judged) >= 120
    assert {each.kind for each in judged} == {
        "compound", "abbreviation", "law", "people", "place", "mixed", "typo", "everyday",
        "account", "class",
    }  # fmt: skip
    assert {grade for each in judged for grade in each.grades.values()} == {1, 2, 3}
    assert all(each.relevant for each in judged)


def test_pages_of_the_field_are_named_by_kind_and_german_address(search_index):
    german = experience_page(title="Quitten ernten")
    english = idea_page("en", title="A quince harvest")
    field = read_field()
    assert field.things[f"page:{german.pk}"] == f"experience:{german.slug}"
    assert field.things[f"page:{english.pk}"] == f"idea:{english.slug}"
    assert all(PUBLIC in each.access for each in field.documents)
    judged = [Judged("place", "de", "Quitten", {f"experience:{german.slug}": 3})]
    assert unknown_things(judged, field) == set()
    search_index.engine.rebuild([field.documents])
    figures = evaluate_field(search_index.engine, VectorStore(), judged, field)
    assert {name: each.ranks for name, each in figures.items()} == {"field place": [0], "field all": [0]}


def test_parts_of_a_page_count_as_the_page(search_index):
    meeting = meeting_page()
    item = ProgrammeItem.objects.create(page=meeting, day=meeting.starts_on, title="Quittenpause")
    assert read_field().things[f"programme_item:{item.pk}"] == f"meeting:{meeting.slug}"


def test_missing_demo_is_said(tmp_path, capsys):
    call_command("search_eval", "--dir", str(tmp_path / "nowhere"))
    assert "demo network is not loaded" in capsys.readouterr().out


def test_keywords_and_typos():
    assert keywords("Wann wird der große Briefkasten in Krefeld geleert?", "de") == [
        "Briefkasten",
        "Krefeld",
        "geleert",
    ]
    assert with_typo(["Briefkasten", "Krefeld"]) == ["Briekfasten", "Krefeld"]
