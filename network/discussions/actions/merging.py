"""Two threads of a space become one, in the order of time."""

from collections.abc import Sequence
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.discussions.actions.placing import KEPT, read_up_to, render_quotes, renumber, where_it_is, write_marks
from network.discussions.actions.posts import count_posts
from network.discussions.actions.steps import check_no_failure_room, check_tidies, tell_packages_above, title_to_tell
from network.discussions.drafts import carry_drafts
from network.discussions.models import Change, FormerThread, Post, PostRead, Thread, ThreadReference
from network.discussions.notifications import carry_thread, follow_numbers, retell_title, scope_of
from network.discussions.numbering import Step, check_is_in, log_change, log_listing, take_number, take_number_for
from network.discussions.realtime import push_change
from network.discussions.signals import thread_merged
from network.discussions.texts import render_body
from network.discussions.validation import clean_outcome
from network.notifications.carrying import carry_choices
from network.people.models import User


@where_it_is
def merge_threads(*, thread: Thread, into: Thread, merged_by: User) -> Thread:
    """Answers the thread that is left. A thread of another space is moved first: its readers are others."""
    for each in (thread, into):
        check_tidies(merged_by, each)
    if thread.pk == into.pk or thread.space_id != into.space_id:
        raise ValidationError(_("Please choose another thread of this space."), code="into")
    with transaction.atomic():
        number = take_number_for(thread)
        check_is_in(into, thread.space)
        thread.refresh_from_db()
        into.refresh_from_db()
        check_no_failure_room(into.space)
        former, title = thread.pk, title_to_tell(thread)
        _join(thread, into)
        if title != thread.title:
            retell_title(into, thread.title)
        changes = [
            log_listing(kind=Change.Kind.THREAD_LEFT, number=number, space=into.space, named=former, thread=into)
        ]
        number, step = take_number(into.space), Step(Change.Step.MERGED, merged_by, title)
        changes.append(log_change(number=number, kind=Change.Kind.THREAD_REARRANGED, thread=into, step=step))
        tell_packages_above(into)
        for change in changes:
            push_change(change)
    return into


def _join(thread: Thread, into: Thread) -> None:
    posts = list(Post.objects.filter(thread__in=(thread, into)).order_by("created_at", "number"))
    unread = _unread(posts, {each.pk: read_up_to(each) for each in (thread, into)})
    _take_over(thread, into)
    thread.changes.filter(space=into.space, post=None).exclude(kind__in=KEPT).delete()
    Change.objects.filter(thread=thread).update(thread=into)
    Post.objects.filter(thread=thread).update(thread=into)
    for post in posts:
        post.thread = into
    if any(before.number > after.number for before, after in pairwise(posts)):
        _put_in_order(into, posts)
    _write_readings(into, posts, unread)
    carry_thread(thread, into)
    carry_choices(scope_of(thread), scope_of(into))
    carry_drafts(thread.pk, into.pk)
    _carry_references(thread, into)
    FormerThread.objects.filter(thread=thread).update(thread=into)
    FormerThread.objects.create(former=thread.pk, thread=into)
    count_posts(into)
    thread_merged.send(sender=Thread, thread=thread, into=into)
    Thread.objects.get(pk=thread.pk).delete()


def _put_in_order(into: Thread, posts: list[Post]) -> None:
    """Where one of them came from another space, its numbers are not in the order of time: all get new ones."""
    steps = list(into.changes.filter(space=into.space).exclude(step=""))
    into.changes.filter(space=into.space, step="").exclude(kind__in=KEPT).delete()
    items: list[Post | Change] = sorted([*posts, *steps], key=lambda item: (item.created_at, item.number))
    renumber(items, into.space)
    render_quotes(posts)
    follow_numbers(into, posts)


def _take_over(thread: Thread, into: Thread) -> None:
    """What the merged thread had come to is not lost, as far as the other one has room for it."""
    if into.is_question and into.accepted_post_id is None:
        into.accepted_post = thread.accepted_post
    if thread.outcome:
        into.outcome = clean_outcome(f"{into.outcome}\n\n{thread.outcome}")
        into.outcome_html = render_body(into.outcome, into.space)
    into.created_at = min(thread.created_at, into.created_at)
    into.save(update_fields=["accepted_post", "outcome", "outcome_html", "created_at"])


def _carry_references(thread: Thread, into: Thread) -> None:
    shown = list(ThreadReference.objects.filter(thread=into).values_list("space", flat=True))
    ThreadReference.objects.filter(thread=thread).exclude(space__in=shown).update(thread=into)


Unread = dict[int, set[int]]
"""By person, the posts (their ids) of others that the person has not read."""


def _unread(posts: Sequence[Post], marks: dict[int, dict[int, int]]) -> Unread:
    people = set().union(*marks.values())
    read = set(PostRead.objects.filter(post__in=posts).values_list("user", "post"))
    return {
        user: {
            post.pk
            for post in posts
            if post.number > marks[post.thread_id].get(user, 0)
            and post.author_id != user
            and (user, post.pk) not in read
        }
        for user in people
    }


def _write_readings(into: Thread, posts: Sequence[Post], unread: Unread) -> None:
    """Read up to the post before the first that is not; what is read beyond it is written down post by post."""
    marks: dict[int, int] = {}
    beyond: list[PostRead] = []
    for user, missing in unread.items():
        first = next((index for index, post in enumerate(posts) if post.pk in missing), len(posts))
        if first:
            marks[user] = posts[first - 1].number
        beyond += [
            PostRead(user_id=user, post=post)
            for post in posts[first:]
            if post.pk not in missing and post.author_id != user
        ]
    write_marks(into, marks)
    PostRead.objects.bulk_create(beyond, batch_size=500, ignore_conflicts=True)
