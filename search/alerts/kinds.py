"""What is news of pages, threads and posts. Which pages a person opens is nowhere kept, so a page is read by nobody;
a thread is read as far as its discussion says."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Min, OuterRef, Subquery
from wagtail.models import Page

from cms.municipalities.models import ExperiencePage
from network.discussions.models import Post, Thread
from search.alerts.news import NewsKind, register_news


def _pages_born(keys: Sequence[int]) -> dict[int, datetime]:
    published = Page.objects.filter(pk__in=keys, first_published_at__isnull=False)
    return dict(published.values_list("pk", "first_published_at"))


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


def register() -> None:
    register_news("page", NewsKind(_pages_born, _pages_unread))
    register_news("thread", NewsKind(_threads_born, _threads_unread))
    register_news("post", NewsKind(_posts_born, _posts_unread))
