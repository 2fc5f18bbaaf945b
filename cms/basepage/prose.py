"""The Markdown fields of a page as a template wants them."""

from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from network.people.markdown import render_markdown


class Section(NamedTuple):
    id: str
    title: str
    html: SafeString


class Fact(NamedTuple):
    label: str
    value: Any
    url: str = ""


def sections(page: Model, *names: str) -> list[Section]:
    """The Markdown fields that are filled, under their field's name."""
    return [
        Section(
            id=name.replace("_", "-"),
            title=capfirst(str(page._meta.get_field(name).verbose_name)),
            html=render_markdown(getattr(page, name)),
        )
        for name in names
        if getattr(page, name).strip()
    ]


def facts(page: Model, *names: str) -> list[Fact]:
    """The plain fields that are filled, under their field's name."""
    labels = {name: capfirst(str(page._meta.get_field(name).verbose_name)) for name in names}
    return [Fact(labels[name], getattr(page, name)) for name in names if getattr(page, name)]
