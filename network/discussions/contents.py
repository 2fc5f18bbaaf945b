"""What a space's page and the list of spaces show of its conversations."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, Max, Q, QuerySet, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import pgettext

from network.discussions.counts import unread_in_spaces
from network.discussions.models import Post, Thread
from network.discussions.presentation import thread_card
from network.municipalities.places import with_places
from network.people.models import User
from network.spaces.contents import SpaceContents, SpaceSummary
from network.spaces.models import Space
from network.spaces.realtime import topic_of

THREADS_PER_PAGE = 25
MOST_FURTHER = 10
"""A socket follows twenty topics."""
FILTERS = ("all", "unanswered", "unread")


def summarise(user: User, spaces: Sequence[Space]) -> dict[int, SpaceSummary]:
    """Two queries, however many spaces."""
    ids = [space.pk for space in spaces]
    unread_counts = unread_in_spaces(user, ids)
    is_unanswered = Q(kind=Thread.Kind.QUESTION, closed_at=None, accepted_post=None, post_count__lte=1)
    threads = (
        Thread.objects.filter(space__in=ids)
        .order_by()
        .values("space")
        .annotate(threads=Count("pk"), unanswered=Count("pk", filter=is_unanswered), last=Max("last_post_at"))
    )
    return {
        row["space"]: SpaceSummary(
            thread_count=row["threads"],
            unread_count=unread_counts.get(row["space"], 0),
            unanswered_count=row["unanswered"],
            last_post_at=row["last"],
        )
        for row in threads
    }


def show(request: HttpRequest, space: Space) -> dict[str, Any]:
    chosen = request.GET.get("show", "all")
    threads = _threads(request.user, space)
    if chosen == "unanswered":
        threads = threads.unanswered()
    elif chosen == "unread":
        threads = threads.filter(unread_count__gt=0)
    page = Paginator(threads, THREADS_PER_PAGE).get_page(request.GET.get("page"))
    return {
        "topic": topic_of(space.pk),
        "page_obj": page,
        "threads": [thread_card(thread, space) for thread in page.object_list],
        "further_topics": _further_topics(page.object_list, space),
        "chosen": chosen if chosen in FILTERS else "all",
        "kinds": json.dumps(_states_of_new_threads()),
        "can_post": request.user.has_perm("discussions.open_thread", space),
    }


def _further_topics(threads: Sequence[Thread], space: Space) -> str:
    """Of the spaces whose threads are shown here, too: where each stands in its log."""
    others = {thread.space.pk: thread.space for thread in threads if thread.space_id != space.pk}
    topics = [
        {"topic": topic_of(pk), "number": other.last_number, "url": reverse("space-changes", args=[pk])}
        for pk, other in list(others.items())[:MOST_FURTHER]
    ]
    return json.dumps(topics) if topics else ""


def _states_of_new_threads() -> dict[str, str]:
    """What the card of a thread that has just been opened says, by its kind; as components/thread_card says it."""
    states = {kind: str(label) for kind, label in Thread.Kind.choices}
    return states | {Thread.Kind.QUESTION: f"{states[Thread.Kind.QUESTION]} · {pgettext('question', 'open')}"}


def _threads(user: User, space: Space) -> QuerySet[Thread]:
    return (
        Thread.objects.listed_in(space, user)
        .with_unread_for(user)
        .select_related("author", "last_author", "space")
        .prefetch_related(with_places("author"))
        .order_by(Case(When(space=space, is_pinned=True, then=0), default=1), "-last_post_at", "-pk")
    )


def count_posts(space: Space) -> int:
    return Post.objects.filter(space=space).present().count()


def authors(space: Space) -> QuerySet[User]:
    return User.objects.active().filter(pk__in=Post.objects.filter(space=space).present().values("author"))


CONTENTS = SpaceContents(
    template="network/discussions/space_threads.html",
    summarise=summarise,
    show=show,
    count_posts=count_posts,
    authors=authors,
)
