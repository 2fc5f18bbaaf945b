"""One line of an import: what it may say, and what is wrong with it in plain words."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.basepage.classification import VOCABULARIES
from cms.basepage.models.classified import CLASSES
from cms.basepage.tags import clean_name, tag_key
from cms.ideas.countries import country_code

LANGUAGES = ("de", "en")
LENGTHS = {"source_id": 120, "title": 255, "place": 120, "country": 80, "source_url": 500}
LONG_TEXTS = ("body", "challenge", "approach", "results", "transferability")
LONG_TEXT_LENGTH = 200_000
LISTS = ("topics", "tags")
REQUIRED = ("source_id", "lang", "title")
FIELDS = (*REQUIRED, *LONG_TEXTS, *LISTS, *CLASSES.values(), "place", "country", "source_url", "date")
MAX_ITEMS = 50
DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
check_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class LineError:
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = _("line %(line)d") % {"line": self.line} if self.line else _("file")
        return f"{where}, {self.field}: {self.message}" if self.field else f"{where}: {self.message}"


class Unreadable(Exception):  # noqa: N818 -- holds every error found, not one
    def __init__(self, errors: list[LineError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


@dataclass(frozen=True)
class IdeaRow:
    line: int
    source_id: str
    lang: str
    title: str
    texts: dict[str, str]
    """body, challenge, approach, results, transferability, place, country, source_url"""
    published_on: dt.date | None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    classes: dict[str, list[str]] = field(default_factory=dict)
    """Values by the fields of CLASSES, of those the file says something about."""
    unknown_fields: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> tuple[str, str]:
        return self.source_id, self.lang


def judge(line: int, values: dict[str, Any]) -> tuple[IdeaRow | None, list[LineError]]:
    """The row, or everything that is wrong with it."""
    errors: list[LineError] = []
    texts: dict[str, str] = {}
    for name in (*REQUIRED, *LONG_TEXTS, "place", "country", "source_url"):
        texts[name] = _text(line, name, values.get(name), errors)
    lists = {name: _list(line, name, values.get(name), errors) for name in LISTS}
    classes = _classes(line, values, errors)
    published_on = _date(line, values.get("date"), errors)
    errors += _contradictions(line, texts)
    if errors:
        return None, errors
    source_id, lang, title = texts.pop("source_id"), texts.pop("lang").lower(), texts.pop("title")
    texts["country"] = country_code(texts["country"])
    unknown = tuple(sorted(name for name in values if name not in FIELDS))
    return IdeaRow(
        line, source_id, lang, title, texts, published_on, lists["topics"], lists["tags"], classes, unknown
    ), []


def _text(line: int, name: str, value: Any, errors: list[LineError]) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and name == "source_id":
        value = str(value)
    if value is None:
        value = ""
    if not isinstance(value, str):
        errors.append(LineError(line, name, _("must be text, not %(kind)s.") % {"kind": _kind(value)}))
        return ""
    if FORBIDDEN.search(value):
        errors.append(LineError(line, name, _("contains characters that are no text.")))
        return ""
    text = value.strip() if name in LONG_TEXTS else " ".join(value.split())
    limit = LENGTHS.get(name, LONG_TEXT_LENGTH)
    if len(text) > limit:
        message = _("has %(length)d characters, at most %(limit)d are possible.")
        errors.append(LineError(line, name, message % {"length": len(text), "limit": limit}))
    if name in REQUIRED and not text:
        errors.append(LineError(line, name, _("is missing.")))
    return text


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes or no")
    if isinstance(value, int | float):
        return _("a number")
    return _("a list") if isinstance(value, list) else _("an object")


def _list(line: int, name: str, value: Any, errors: list[LineError]) -> tuple[str, ...]:
    """A list, or one text with its parts separated by commas, semicolons or bars."""
    if value is None:
        return ()
    if isinstance(value, str):
        value = re.split(r"[,;|\n]", value)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        errors.append(LineError(line, name, _("must be a list of texts.")))
        return ()
    if len(value) > MAX_ITEMS:
        errors.append(LineError(line, name, _("has more than %(limit)d entries.") % {"limit": MAX_ITEMS}))
        return ()
    names = {tag_key(item): clean_name(item) for item in reversed(value) if tag_key(clean_name(item))}
    return tuple(reversed(names.values()))


def _classes(line: int, values: dict[str, Any], errors: list[LineError]) -> dict[str, list[str]]:
    """By the fields of the page; a column that is missing says nothing, so what editors chose stays."""
    classes = {}
    for name, column in CLASSES.items():
        if column not in values:
            continue
        known = _names_of(VOCABULARIES[column])
        given = _list(line, column, values[column], errors)
        for value in given:
            if tag_key(value) not in known:
                message = _("“%(value)s” is not possible; it must be one of these: %(known)s.")
                possible = ", ".join(VOCABULARIES[column].values)
                errors.append(LineError(line, column, message % {"value": value[:40], "known": possible}))
        chosen = {known.get(tag_key(value)) for value in given}
        classes[name] = [value for value in VOCABULARIES[column].values if value in chosen]
    return classes


def _names_of(vocabulary: type[TextChoices]) -> dict[str, str]:
    """By value and by label in either language, in any spelling."""
    names = {tag_key(value): value for value in vocabulary.values}
    for language in LANGUAGES:
        with override(language):
            names |= {tag_key(str(label)): value for value, label in vocabulary.choices}
    return names


def _date(line: int, value: Any, errors: list[LineError]) -> dt.date | None:
    if value in (None, ""):
        return None
    match = DATE.fullmatch(str(value).strip()) if isinstance(value, str | int) else None
    try:
        if match and not isinstance(value, bool):
            return dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        pass
    errors.append(LineError(line, "date", _("“%(value)s” is no date; write 2018-06-14.") % {"value": str(value)[:40]}))
    return None


def _contradictions(line: int, texts: dict[str, str]) -> list[LineError]:
    errors = []
    if texts["lang"] and texts["lang"].lower() not in LANGUAGES:
        message = _("“%(value)s” is not possible; it must be “de” or “en”.") % {"value": texts["lang"][:20]}
        errors.append(LineError(line, "lang", message))
    if not any(texts[name] for name in LONG_TEXTS):
        errors.append(LineError(line, "body", _("is missing: the idea has no text at all.")))
    if texts["source_url"]:
        try:
            check_url(texts["source_url"])
        except ValidationError:
            message = _("“%(value)s” is no web address.") % {"value": texts["source_url"][:80]}
            errors.append(LineError(line, "source_url", message))
    return errors
