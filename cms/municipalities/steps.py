"""The form as steps: one question each, with an example beside it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.basepage.models.classified import CLASSES


@dataclass(frozen=True)
class Step:
    id: str
    title: str | Promise
    fields: tuple[str, ...]
    example: str | Promise
    folded: tuple[str, ...] = ()
    """Fields that most leave alone; they count neither as asked nor as answered."""


STEPS = (
    Step(
        "thema",
        _("What it is about"),
        ("municipality", "title", "summary"),
        _(
            "“German in the morning, playgroup next door. Mothers of small children come to class if someone looks after "
            "the children in the same house. What mattered were two paid carers and a rule for sick children.”"
        ),
    ),
    Step(
        "was",
        _("What you did"),
        ("what_we_did",),
        _(
            "“Twenty women were on the waiting list because they had no day-care place. With the adult education centre we "
            "set up care during class, Monday to Thursday, door to door with the classroom.”"
        ),
    ),
    Step(
        "ergebnis",
        _("What came of it"),
        ("outcome",),
        _("“14 women began, 11 passed the examination. Before, three or four had started at all.”"),
    ),
    Step(
        "hindernisse",
        _("What did not work"),
        ("what_did_not_work",),
        _("“The first room had no second escape route. Ask the building authority before you invite.”"),
    ),
    Step(
        "fakten",
        _("Facts"),
        ("started_on", "ended_on", "cost", "staff", "partners", "target_groups"),
        _("“April 2017 to December 2019, about 19,000 euros a round, two carers at 16 hours a week.”"),
    ),
    Step(
        "finden",
        _("How others find it"),
        ("topics", "tags"),
        _("“Language, education” and “women, day-care, parents”."),
        folded=tuple(CLASSES),
    ),
)


def steps_of(form: forms.Form) -> list[dict[str, Any]]:
    """id, title, example, fields and folded (bound), is_open (the folded ones), is_done, has_errors of each step, for the template."""
    return [_step_of(form, step) for step in STEPS]


def _step_of(form: forms.Form, step: Step) -> dict[str, Any]:
    fields = [form[name] for name in step.fields if name in form.fields]
    folded = [form[name] for name in step.folded]
    visible = [field for field in fields if not field.is_hidden]
    asked = [field for field in visible if field.field.required] or visible
    return {
        "id": step.id,
        "title": step.title,
        "example": step.example,
        "fields": fields,
        "folded": folded,
        "is_open": any(field.errors or field.value() for field in folded),
        "is_done": bool(asked) and all(field.value() not in (None, "", []) for field in asked),
        "has_errors": any(field.errors for field in (*fields, *folded)),
    }
