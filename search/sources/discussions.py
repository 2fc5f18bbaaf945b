"""Documents of what members say in spaces: the thread with its opening post, and every other post on its own."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.utils.timezone import localtime

from network.discussions.models import Post, Thread
from network.discussions.poll_results import said_of_poll
from search.documents import SearchDocument, space_token
from search.facets import Origin
from search.sources import NumberedRows
from search.sources.page_types import place_facets
from search.sources.texts import passages, plain_markdown


def space_facets(space: Any) -> dict[str, tuple[str, ...]]:
    place = place_facets(space.municipality) if space.municipality else {}
    return {**place, "space": (space.slug,), "origin": (Origin.SPACE.value,)}


def said_of_files(attachments: Sequence[dict[str, Any]]) -> list[str]:
    """What is to be seen on a picture; what a document is called."""
    return [file["description"] or file["name"] for file in attachments if not file["is_decorative"]]


class ThreadSource(NumberedRows):
    """A thread is found by its title, by what it was opened with and, once it is closed, by what came of it."""

    prefix = "thread"

    def _threads(self) -> QuerySet[Thread]:
        return Thread.objects.filter(post_count__gt=0)

    def keys(self) -> Iterator[int]:
        return self._threads().order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, keys: Sequence[int]) -> list[SearchDocument]:
        opening = Post.objects.filter(thread=OuterRef("pk")).order_by("number")
        threads = self._threads().filter(pk__in=keys).select_related("space", "space__municipality").order_by("pk")
        opening = opening.present()
        threads = threads.annotate(
            opening_body=Subquery(opening.values("body")[:1]),
            opening_files=Subquery(opening.values("attachments")[:1]),
            opening_poll=Subquery(opening.values("poll__question")[:1]),
        )
        return [
            SearchDocument(
                id=f"thread:{thread.pk}",
                type="thread",
                lang=thread.language,
                title=thread.title,
                access=(space_token(thread.space_id),),
                passages=passages(
                    [
                        plain_markdown(thread.outcome if thread.is_closed else ""),
                        plain_markdown(thread.opening_body or ""),
                        *said_of_files(thread.opening_files or []),
                        thread.opening_poll or "",
                    ]
                ),
                keywords=(thread.space.title,),
                facets=space_facets(thread.space),
                place=thread.space.title,
                date=localtime(thread.created_at).date(),
            )
            for thread in threads
        ]

    def readable(self, keys: Sequence[int], user: Any) -> dict[int, str]:
        threads = Thread.objects.visible_to(user).filter(pk__in=keys, post_count__gt=0).select_related("space")
        return {thread.pk: thread.get_absolute_url() for thread in threads}


class PostSource(NumberedRows):
    prefix = "post"

    def _replies(self) -> QuerySet[Post]:
        """All but the opening post, which belongs to the document of its thread."""
        first = Post.objects.filter(thread=OuterRef("thread")).order_by().values("thread").annotate(n=Min("number"))
        return Post.objects.present().exclude(number=Subquery(first.values("n")))

    def keys(self) -> Iterator[int]:
        return self._replies().order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, keys: Sequence[int]) -> list[SearchDocument]:
        posts = self._replies().filter(pk__in=keys).select_related("thread", "poll", "space", "space__municipality")
        return [
            SearchDocument(
                id=f"post:{post.pk}",
                type="post",
                lang=post.thread.language,
                title=post.thread.title,
                is_reply=True,
                access=(space_token(post.space_id),),
                passages=passages([plain_markdown(post.body), *said_of_files(post.attachments), *said_of_poll(post)]),
                keywords=(post.space.title,),
                facets=space_facets(post.space),
                place=post.space.title,
                date=localtime(post.created_at).date(),
            )
            for post in posts.order_by("pk")
        ]

    def readable(self, keys: Sequence[int], user: Any) -> dict[int, str]:
        posts = Post.objects.visible_to(user).present().filter(pk__in=keys).select_related("space")
        return {post.pk: post.get_absolute_url() for post in posts}
