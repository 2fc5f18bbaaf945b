"""Fields that page types share."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

PARTIAL_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>0[1-9]|1[0-2])(-(?P<day>0[1-9]|[12]\d|3[01]))?)?")

GERMAN_DATE = re.compile(r"((?P<day>\d{1,2})\.\s*)?(?P<month>\d{1,2})[./]\s*(?P<year>\d{4})")
FORM_FIELD = {"required", "widget", "label", "initial", "help_text", "error_messages", "disabled", "label_suffix"}
NAMED_MONTH = re.compile(r"((?P<day>\d{1,2})\.?\s+)?(?P<month>[^\W\d_]+)\.?\s+(?P<year>\d{4})")


class Blocks(StreamField):
    """A StreamField whose blocks stay out of migrations: their definition changes no column."""

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class VocabularyField(models.JSONField):
    """Any number of values of a fixed vocabulary, as a list in its order; the vocabulary stays out of migrations."""

    def __init__(self, *args: Any, vocabulary: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        """Value and name of each, in the order of the vocabulary; what it does not know (any more) is left out."""
        return [(value, str(label)) for value, label in self._known if value in (values or ())]

    @property
    def _known(self) -> list[tuple[str, Any]]:
        return list(self.vocabulary.choices) if self.vocabulary else []

    def clean(self, value: Any, model_instance: models.Model | None) -> list[str]:
        value = super().clean(value or [], model_instance)
        return [known for known, _label in self._known if known in value]

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        known = [value for value, _label in self._known]
        unknown = [str(each) for each in value if each not in known] if isinstance(value, list) else [str(value)]
        if unknown:
            raise ValidationError(_("“%(value)s” is not a possible value."), params={"value": unknown[0][:80]})

    def formfield(self, **kwargs: Any) -> forms.Field:
        defaults = {"choices": self._known, "widget": forms.CheckboxSelectMultiple, "required": not self.blank}
        own = {"label": capfirst(self.verbose_name), "help_text": self.help_text}
        return forms.MultipleChoiceField(**defaults | own | {k: v for k, v in kwargs.items() if k in FORM_FIELD})


def validate_partial_date(value: str) -> None:
    match = PARTIAL_DATE.fullmatch(value)
    if not match or not 1900 <= int(match["year"]) <= 2100:
        raise ValidationError(_("Give a year (2018), a month (2018-06) or a day (2018-06-14)."), code="partial_date")


class PartialDateField(models.CharField):
    """A day, a month or a year in ISO form, so that text order is date order: "2017", "2017-04", "2017-04-12"."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_partial_date]


def partial_date_text(value: str) -> str:
    """ "2017-04" as a reader says it: "April 2017"."""
    match = PARTIAL_DATE.fullmatch(value or "")
    if not match:
        return ""
    if not match["month"]:
        return match["year"]
    month = f"{MONTHS[int(match['month'])]} {match['year']}"
    return gettext("%(day)d %(month)s") % {"day": int(match["day"]), "month": month} if match["day"] else month


def span_of_partial_dates(start: str, end: str) -> str:
    """ "April 2017 bis Dezember 2019", "seit April 2017"."""
    first, last = partial_date_text(start), partial_date_text(end)
    if first and last:
        return first if first == last else gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return gettext("since %(date)s") % {"date": first}
    return gettext("until %(date)s") % {"date": last} if last else ""


def lines(text: str) -> list[str]:
    """The entries of a field that takes one entry a line."""
    return [line.strip(" -*•\t") for line in (text or "").splitlines() if line.strip(" -*•\t")]


class Phase(models.TextChoices):
    """Where in a municipality's way something has its place."""

    START = "start", _("Getting started")
    FIRST_TALK = "first_talk", _("First talk")
    INITIATIVE_CIRCLE = "initiative_circle", _("Initiative circle")
    NEEDS = "needs", _("Finding out needs")
    CONFERENCE = "conference", _("Conference")
    WORKSHOPS = "workshops", _("Workshops")
    CONCEPT = "concept", _("Concept or strategy")
    IMPLEMENTATION = "implementation", _("Carrying it out")
    EVALUATION = "evaluation", _("Evaluation")


def read_partial_date(text: str) -> str:
    """What people type, in ISO form: "2017", "4/2017", "04.2017", "12.04.2017", "April 2017"; else unchanged."""
    text = " ".join(text.split())
    for pattern in (GERMAN_DATE, NAMED_MONTH):
        match = pattern.fullmatch(text)
        number = _month_number(match["month"]) if match else 0
        if match and number:
            day = f"-{int(match['day']):02}" if match["day"] else ""
            return f"{match['year']}-{number:02}{day}"
    return text


def _month_number(text: str) -> int:
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else 0
    for language in ("de", "en"):
        with override(language):
            names = {str(name).casefold(): number for number, name in MONTHS.items()}
        if text.casefold() in names:
            return names[text.casefold()]
    return 0
