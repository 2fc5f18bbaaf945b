"""Every page type says where it may stand and what it looks like."""

import pytest
from django.apps import apps
from django.template.loader import get_template
from wagtail.models import Page, get_page_models

OWN = [model for model in get_page_models() if model.__module__.startswith("cms.")]
by_name = pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)


def test_page_types_exist() -> None:
    assert {"HomePage", "MunicipalityPage", "ExperiencePage", "IdeaPage", "MeetingPage", "FormatPage"} <= {
        model.__name__ for model in OWN
    }


@by_name
def test_page_type_names_its_parents_and_children(model: type[Page]) -> None:
    declared = {
        name
        for base in model.__mro__
        if base is not Page and base.__module__ != "wagtail.models.pages"
        for name in vars(base)
    }

    assert {"parent_page_types", "subpage_types"} - declared == set()


@by_name
def test_page_type_has_a_template(model: type[Page]) -> None:
    assert get_template(model.template)


@by_name
def test_page_type_extends_the_base_page(model: type[Page]) -> None:
    base = apps.get_app_config("basepage").module

    assert any(ancestor.__module__.startswith(f"{base.__name__}.") for ancestor in model.__mro__)


@by_name
def test_page_type_calls_itself_by_a_name_of_its_own(model: type[Page]) -> None:
    assert str(model._meta.verbose_name).lower() != "page"
