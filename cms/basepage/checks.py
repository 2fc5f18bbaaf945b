"""System checks: what is true of every page type."""

from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.template import Engine
from wagtail.models import Page, get_page_models

from cms.basepage.models import BasePage


@register(Tags.models)
def check_page_types(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [message for model in get_page_models() if model is not Page for message in _check_page_type(model)]


def _check_page_type(model: type) -> list[CheckMessage]:
    messages: list[CheckMessage] = []
    if not issubclass(model, BasePage):
        return [Error("a page type extends BasePage", obj=model, id="cms.E001")]
    messages += [
        Error(f"a page type declares {attribute}", obj=model, id="cms.E002")
        for attribute in ("search_fields", "parent_page_types", "subpage_types", "template")
        if not any(attribute in vars(parent) for parent in model.__mro__ if parent.__module__.startswith("cms."))
    ]
    if not _template_exists(model.template):  # type: ignore[attr-defined]
        messages.append(Error(f"the template {model.template} is missing", obj=model, id="cms.E003"))  # type: ignore[attr-defined]
    return messages


def _template_exists(name: str) -> bool:
    """Looks for the file only: compiling every template would slow down every command."""
    sources = (
        source for loader in Engine.get_default().template_loaders for source in loader.get_template_sources(name)
    )
    return any(Path(source.name).exists() for source in sources)
