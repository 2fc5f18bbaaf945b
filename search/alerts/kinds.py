"""What is news of each kind of document the search finds. Which pages a person opens is nowhere kept, so a page, and what
stands on it, is read by nobody; a thread is read as far as its discussion says."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Min, OuterRef, Subquery
from wagtail.models import Page

from cms.basepage.models import NetworkDocument
from cms.meetings.models import ProgrammeItem
from cms.municipalities.models import ExperiencePage
from cms.site.document_uses import public_uses
from network.discussions.models import Post, Thread
from network.people.models import User
from search.alerts import parts
from search.alerts.news import NewsKind, register_news
from search.models import DocumentText


def _pages_unread(keys: Sequence[int], user: Any) -> set[int]:
    own = ExperiencePage.objects.filter(author=user).values("pk")
    others = Page.objects.filter(pk__in=keys).exclude(owner=user).exclude(pk__in=own)
    return set(others.values_list("pk", flat=True))


def _threads_born(keys: Sequence[int]) -> dict[int, datetime]:
    return dict(Thread.objects.filter(pk__in=keys).values_list("pk", "created_at"))


def _threads_unread(keys: Sequence[int], user: Any) -> set[int]:
    """A thread is read with its opening post."""
    first = Post.objects.filter(thread=OuterRef("thread")).order_by().values("thread").annotate(n=Min("number"))
    opening = Post.objects.unread_by(user).filter(thread__in=keys, number=Subquery(first.values("n")))
    return set(opening.exclude(thread__author=user).values_list("thread", flat=True))


def _posts_born(keys: Sequence[int]) -> dict[int, datetime]:
    return dict(Post.objects.filter(pk__in=keys).values_list("pk", "created_at"))


def _posts_unread(keys: Sequence[int], user: Any) -> set[int]:
    return set(Post.objects.unread_by(user).filter(pk__in=keys).values_list("pk", flat=True))


def _items_born(keys: Sequence[int]) -> dict[int, datetime]:
    items = ProgrammeItem.objects.filter(pk__in=keys).values_list("pk", "page")
    return parts.born("programme_item", {item: (page,) for item, page in items})


def _items_unread(keys: Sequence[int], user: Any) -> set[int]:
    others = ProgrammeItem.objects.filter(pk__in=keys).exclude(page__owner=user)
    return set(others.values_list("pk", flat=True))


def _page_of(recommendation: str) -> int:
    return int(recommendation.partition(".")[0])


def _recommendations_born(keys: Sequence[str]) -> dict[str, datetime]:
    return parts.born("recommendation", {key: (_page_of(key),) for key in keys})


def _recommendations_unread(keys: Sequence[str], user: Any) -> set[str]:
    others = _pages_unread([_page_of(key) for key in keys], user)
    return {key for key in keys if _page_of(key) in others}


def _documents_born(keys: Sequence[int]) -> dict[int, datetime]:
    """Those whose text is still being read come again when it is there; until then a search would miss them."""
    hosts: dict[int, list[int]] = {}
    for use in public_uses(keys):
        hosts.setdefault(use.document_id, []).append(use.page_id)
    moments = parts.born("document", hosts)
    waiting = DocumentText.objects.filter(document__in=moments, state=DocumentText.State.WAITING)
    unread = set(waiting.values_list("document", flat=True))
    return {key: moment for key, moment in moments.items() if key not in unread}


def _documents_unread(keys: Sequence[int], user: Any) -> set[int]:
    others = NetworkDocument.objects.filter(pk__in=keys).exclude(uploaded_by_user=user)
    return set(others.values_list("pk", flat=True))


def _people_born(keys: Sequence[int]) -> dict[int, datetime]:
    return dict(User.objects.active().filter(pk__in=keys).values_list("pk", "date_joined"))


def _people_unread(keys: Sequence[int], user: Any) -> set[int]:
    return set(keys) - {user.pk}


def register() -> None:
    register_news("page", NewsKind(parts.published, _pages_unread))
    register_news("thread", NewsKind(_threads_born, _threads_unread))
    register_news("post", NewsKind(_posts_born, _posts_unread))
    register_news("programme_item", NewsKind(_items_born, _items_unread))
    register_news("recommendation", NewsKind(_recommendations_born, _recommendations_unread))
    register_news("document", NewsKind(_documents_born, _documents_unread))
    register_news("person", NewsKind(_people_born, _people_unread))
