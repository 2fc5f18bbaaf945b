"""Entries of the outbox that stand for many documents: all that name a topic, a tag, a municipality or a space, or that
stand on a page and say where."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Q
from wagtail.models import Page

from cms.companion.models import Question
from cms.meetings.models import MeetingPage, ProgrammeItem
from cms.municipalities.models import ExperiencePage, MunicipalityPage
from cms.site.document_uses import attached_to
from network.discussions.models import Post, PostFile, Thread
from network.municipalities.models import Membership
from search.sources.meetings import part_ids
from search.sources.page_types import DESCRIPTIONS

MOST_TOGETHER = 500
"""Pages asked for in one query; SQLite takes no more than a few thousand values."""


def _pages(models: Iterable[type], condition: Q) -> list[str]:
    """The pages with what stands on them."""
    return with_parts([pk for model in models for pk in model.objects.filter(condition).values_list("pk", flat=True)])  # type: ignore[attr-defined]


def with_parts(pages: Sequence[int]) -> list[str]:
    return [*(f"page:{pk}" for pk in pages), *parts_on(pages)]


def translations_of(pages: Sequence[int]) -> list[int]:
    """The same pages in other languages: their documents say in which languages there is one."""
    same = Page.objects.filter(pk__in=pages).values("translation_key")
    return list(Page.objects.filter(translation_key__in=same).exclude(pk__in=pages).values_list("pk", flat=True))


def parts_on(pages: Sequence[int]) -> list[str]:
    """Ids of all that has a document of its own and belongs to one of these pages, published or not."""
    items = ProgrammeItem.objects.filter(page__in=pages).order_by("pk").values_list("pk", flat=True)
    return [
        *(f"programme_item:{pk}" for pk in items),
        *part_ids(MeetingPage.objects.filter(pk__in=pages).order_by("pk")),
        *(f"document:{pk}" for pk in attached_to(pages)),
    ]


def _of_topic(key: int) -> list[str]:
    return _pages(DESCRIPTIONS, Q(topics=key))


def _of_tag(key: int) -> list[str]:
    return _pages(DESCRIPTIONS, Q(tagged_items__tag=key))


def _of_municipality(key: int) -> list[str]:
    pages = _pages((MunicipalityPage, ExperiencePage), Q(municipality=key))
    return [
        *pages,
        *_pages((MeetingPage,), Q(municipalities=key)),
        *_discussions(Q(space__municipality=key)),
        *_room_questions(Q(room__space__municipality=key)),
        *_people(key),
    ]


def files_of(posts: Sequence[int]) -> list[str]:
    """What hangs on them goes where they go."""
    files = PostFile.objects.filter(post__in=posts, kind=PostFile.Kind.DOCUMENT)
    return [f"post_file:{pk}" for pk in files.values_list("pk", flat=True)]


def _people(municipality: int) -> list[str]:
    members = Membership.objects.filter(municipality=municipality).values_list("user", flat=True)
    return [f"person:{pk}" for pk in members]


def _of_space(key: int) -> list[str]:
    return [*_discussions(Q(space=key)), *_room_questions(Q(room__space=key))]


def _discussions(condition: Q) -> list[str]:
    threads = [f"thread:{pk}" for pk in Thread.objects.filter(condition).values_list("pk", flat=True)]
    return threads + [f"post:{pk}" for pk in Post.objects.filter(condition).values_list("pk", flat=True)]


def _room_questions(condition: Q) -> list[str]:
    questions = Question.objects.listed().filter(condition)
    return [f"room_question:{pk}" for pk in questions.values_list("pk", flat=True)]


EXPANSIONS: dict[str, Callable[[int], list[str]]] = {
    "topic": _of_topic,
    "tag": _of_tag,
    "municipality": _of_municipality,
    "space": _of_space,
}


def expand(keys: Iterable[str]) -> list[str]:
    """The ids these entries stand for, each once; most stand for themselves. Pages and posts are looked up together."""
    found: list[str] = []
    pages: list[int] = []
    for key in keys:
        prefix, _, number = key.partition(":")
        if prefix == "page" and number.isdigit():
            pages.append(int(number))
        elif prefix in EXPANSIONS and number.isdigit():
            found += EXPANSIONS[prefix](int(number))
        else:
            found.append(key)
    for start in range(0, len(pages), MOST_TOGETHER):
        together = pages[start : start + MOST_TOGETHER]
        found += with_parts([*together, *translations_of(together)])
    posts = [int(number) for key in found if (number := key.removeprefix("post:")) != key and number.isdigit()]
    for start in range(0, len(posts), MOST_TOGETHER):
        found += files_of(posts[start : start + MOST_TOGETHER])
    return list(dict.fromkeys(found))
