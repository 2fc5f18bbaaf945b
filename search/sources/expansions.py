"""Entries of the outbox that stand for many documents: all that name a topic, a tag, a municipality or a space."""

from collections.abc import Callable, Iterable

from django.db.models import Q

from cms.meetings.models import MeetingPage
from cms.municipalities.models import ExperiencePage, MunicipalityPage
from network.discussions.models import Post, Thread
from search.sources.page_types import DESCRIPTIONS


def _pages(models: Iterable[type], condition: Q) -> list[str]:
    return [f"page:{pk}" for model in models for pk in model.objects.filter(condition).values_list("pk", flat=True)]  # type: ignore[attr-defined]


def _of_topic(key: int) -> list[str]:
    return _pages(DESCRIPTIONS, Q(topics=key))


def _of_tag(key: int) -> list[str]:
    return _pages(DESCRIPTIONS, Q(tagged_items__tag=key))


def _of_municipality(key: int) -> list[str]:
    pages = _pages((MunicipalityPage, ExperiencePage), Q(municipality=key))
    return [*pages, *_pages((MeetingPage,), Q(municipalities=key)), *_discussions(Q(space__municipality=key))]


def _of_space(key: int) -> list[str]:
    return _discussions(Q(space=key))


def _discussions(condition: Q) -> list[str]:
    threads = [f"thread:{pk}" for pk in Thread.objects.filter(condition).values_list("pk", flat=True)]
    return threads + [f"post:{pk}" for pk in Post.objects.filter(condition).values_list("pk", flat=True)]


EXPANSIONS: dict[str, Callable[[int], list[str]]] = {
    "topic": _of_topic,
    "tag": _of_tag,
    "municipality": _of_municipality,
    "space": _of_space,
}


def expand(key: str) -> list[str]:
    """The ids an entry stands for; most stand for themselves."""
    prefix, _, number = key.partition(":")
    return EXPANSIONS[prefix](int(number)) if prefix in EXPANSIONS else [key]
