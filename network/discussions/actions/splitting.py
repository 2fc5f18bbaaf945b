"""Posts of a thread become a thread of their own, in the same space and with the same numbers."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.discussions.actions.placing import where_it_is
from network.discussions.actions.posts import count_posts
from network.discussions.actions.steps import check_no_failure_room, check_tidies, tell_packages_above, title_to_tell
from network.discussions.models import Change, Post, Thread, ThreadRead
from network.discussions.notifications import carry_posts, retell_title, scope_of
from network.discussions.numbering import Step, log_change, take_number, take_number_for
from network.discussions.realtime import push_change
from network.discussions.validation import clean_title
from network.notifications.carrying import copy_choices
from network.people.models import User


@where_it_is
def split_thread(*, thread: Thread, numbers: Collection[int], title: str, split_by: User) -> Thread:
    """Answers the new thread. The post that opened the old one stays: without it there would be nothing to split from."""
    check_tidies(split_by, thread)
    title = clean_title(title)
    with transaction.atomic():
        number = take_number_for(thread)
        thread.refresh_from_db()
        check_no_failure_room(thread.space)
        posts = _chosen(thread, numbers)
        new = _thread_of(thread, posts, title)
        Post.objects.filter(pk__in=[post.pk for post in posts]).update(thread=new)
        Change.objects.filter(post__in=[post.pk for post in posts]).update(thread=new)
        if thread.accepted_post_id in {post.pk for post in posts}:
            thread.accepted_post = None
            thread.save(update_fields=["accepted_post"])
        for changed in (thread, new):
            count_posts(changed)
        _carry_readers(thread, new)
        carry_posts(posts, thread, new)
        _announce(thread, number, new, split_by)
    return new


def _chosen(thread: Thread, numbers: Collection[int]) -> list[Post]:
    posts = list(thread.posts.order_by("number").select_related("author"))
    chosen = [post for post in posts if post.number in set(numbers)]
    if not chosen:
        raise ValidationError(_("Please choose the posts that become a thread of their own."), code="posts")
    if chosen[0] == posts[0]:
        raise ValidationError(_("The first post stays; the whole thread can be moved."), code="posts")
    return chosen


def _thread_of(thread: Thread, posts: list[Post], title: str) -> Thread:
    first, last = posts[0], posts[-1]
    return Thread.objects.create(
        space=thread.space,
        kind=Thread.Kind.DISCUSSION,
        title=title,
        language=thread.language,
        author=first.author,
        created_at=first.created_at,
        last_post_at=last.created_at,
        last_author=last.author,
    )


def _carry_readers(thread: Thread, new: Thread) -> None:
    """Numbers are the space's: who has read the old thread up to 17 has read the new one up to 17."""
    ThreadRead.objects.bulk_create(
        ThreadRead(user_id=read.user_id, thread=new, number=read.number, read_at=read.read_at)
        for read in ThreadRead.objects.filter(thread=thread)
    )
    copy_choices(scope_of(thread), scope_of(new))


def _announce(thread: Thread, number: int, new: Thread, split_by: User) -> None:
    left = Step(Change.Step.SPLIT, split_by, new.title)
    came = Step(Change.Step.SPLIT_OFF, split_by, title_to_tell(thread))
    if came.former != thread.title:
        retell_title(new, thread.title)
    changes = [log_change(number=number, kind=Change.Kind.THREAD_REARRANGED, thread=thread, step=left)]
    number = take_number(thread.space)
    changes.append(log_change(number=number, kind=Change.Kind.THREAD_ARRIVED, thread=new, step=came))
    for changed in (thread, new):
        tell_packages_above(changed)
    for change in changes:
        push_change(change)
