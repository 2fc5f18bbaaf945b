"""The page types of the design exist, and the system checks, which say what each must declare, find nothing."""

from django.core.checks import run_checks
from wagtail.models import get_page_models

PAGE_TYPES = {
    "ChapterPage",
    "ExperienceIndexPage",
    "ExperiencePage",
    "FormatPage",
    "HandbookIndexPage",
    "HomePage",
    "IdeaIndexPage",
    "IdeaPage",
    "MeetingIndexPage",
    "MeetingPage",
    "MunicipalityIndexPage",
    "MunicipalityPage",
    "StandardPage",
}


def test_page_types_are_those_of_the_design() -> None:
    assert {model.__name__ for model in get_page_models() if model.__module__.startswith("cms.")} == PAGE_TYPES


def test_system_checks_find_nothing() -> None:
    assert run_checks() == []
