import pytest

from cms.basepage.classification import ActorGroup, TargetGroup
from cms.municipalities.named_groups import ACTORS, AUDIENCES, named, with_named_groups


@pytest.mark.parametrize(
    ("lines", "groups"),
    [
        ("Jobcenter Krefeld\nJugendamt", ["job_centre", "youth_office"]),
        ("Volkshochschule", ["course_provider"]),
        ("Hochschule für Musik", ["university"]),
        ("Grundschule Nord", ["school"]),
        ("VHS", ["course_provider"]),
        ("Fahrschule Meier", []),
        ("Beratungsstelle", []),
        ("Agentur für Arbeit", ["employment_agency"]),
        ("Ausländerbehoerde", ["immigration_office"]),
        ("Industrie- und Handelskammer, Handwerkskammer", ["chamber"]),
        ("adult education centre\nsports club", ["course_provider", "club"]),
        ("", []),
        ("🚲 \u202e", []),
    ],
)
def test_lines_name_who_took_part(lines, groups):
    assert named(lines, ACTORS) == groups


def test_lines_name_whom_it_is_for():
    assert named("Mütter mit kleinen Kindern\nneu zugewanderte Frauen", AUDIENCES) == ["women", "children", "newcomers"]
    assert named("Einwohnerinnen und Einwohner", AUDIENCES) == []


def test_words_name_groups_that_exist():
    assert {group for group in ACTORS.values() if group} <= set(ActorGroup.values)
    assert set(AUDIENCES.values()) <= set(TargetGroup.values)


def test_what_was_ticked_counts_and_only_an_empty_field_is_filled():
    chosen = {"audiences": [], "actor_groups": ["school"], "legal_regimes": []}
    texts = {"partners": "Jobcenter", "target_groups": "Frauen"}
    assert with_named_groups(chosen, texts) == {"audiences": ["women"], "actor_groups": ["school"], "legal_regimes": []}
