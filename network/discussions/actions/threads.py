"""What becomes of a thread as a whole."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.discussions.actions.placing import where_it_is
from network.discussions.actions.steps import change_thread, check_in_use, check_tidies, title_to_tell
from network.discussions.models import Change, Post, Thread
from network.discussions.notifications import announce_acceptance, retell_title
from network.discussions.numbering import Step, take_number_for
from network.discussions.texts import render_body
from network.discussions.validation import clean_outcome, clean_title
from network.moderation.suspensions import check_may_write
from network.people.models import User


@where_it_is
def accept_answer(*, thread: Thread, post: Post | None, accepted_by: User) -> Thread:
    """Marks the answer that helped; without a post the question is open again."""
    with transaction.atomic():
        number = take_number_for(thread, "kind")
        _check_can_accept(thread, post, accepted_by)
        thread.accepted_post = post
        change_thread(thread, number, "accepted_post")
        if post is not None:
            announce_acceptance(post, accepted_by)
    return thread


def _check_can_accept(thread: Thread, post: Post | None, person: User) -> None:
    if post is not None:
        post.refresh_from_db(fields=["deleted_at", "hidden_reason", "thread"])
        if post.thread_id != thread.pk or post.is_deleted:
            raise ValidationError(_("This post is not in this thread."), code="post")
        post.thread = thread
    check_in_use(thread.space)
    if not person.has_perm("discussions.accept_answer", thread):
        raise PermissionDenied(_("Only the person who asked and facilitators can accept an answer."))
    check_may_write(person)


@where_it_is
def set_thread_closed(*, thread: Thread, closed: bool, closed_by: User, outcome: str | None = None) -> Thread:
    """`outcome`: what came of it, in Markdown, shown above the posts as long as the thread is closed."""
    check_tidies(closed_by, thread)
    text = thread.outcome if outcome is None else clean_outcome(outcome)
    with transaction.atomic():
        number = take_number_for(thread, "closed_at", "outcome")
        if closed == thread.is_closed and text == thread.outcome:
            transaction.set_rollback(True)
            return thread
        name = (Change.Step.OUTCOME if thread.is_closed else Change.Step.CLOSED) if closed else Change.Step.REOPENED
        thread.closed_at = (thread.closed_at or timezone.now()) if closed else None
        thread.outcome, thread.outcome_html = text, render_body(text, thread.space) if text else ""
        change_thread(thread, number, "closed_at", "outcome", "outcome_html", step=Step(name, closed_by))
    return thread


@where_it_is
def set_thread_pinned(*, thread: Thread, pinned: bool, pinned_by: User) -> Thread:
    check_tidies(pinned_by, thread)
    with transaction.atomic():
        number = take_number_for(thread, "is_pinned")
        if pinned == thread.is_pinned:
            transaction.set_rollback(True)
            return thread
        thread.is_pinned = pinned
        name = Change.Step.PINNED if pinned else Change.Step.UNPINNED
        change_thread(thread, number, "is_pinned", step=Step(name, pinned_by))
    return thread


@where_it_is
def rename_thread(*, thread: Thread, title: str, renamed_by: User) -> Thread:
    check_tidies(renamed_by, thread)
    title = clean_title(title)
    with transaction.atomic():
        number = take_number_for(thread, "title")
        if title == thread.title:
            transaction.set_rollback(True)
            return thread
        before, step = thread.title, Step(Change.Step.RENAMED, renamed_by, title_to_tell(thread))
        thread.title = title
        if step.former != before:
            retell_title(thread, before)
        change_thread(thread, number, "title", step=step)
    return thread


@where_it_is
def recast_thread(*, thread: Thread, kind: str, recast_by: User) -> Thread:
    """What a thread is: only a question has an accepted answer."""
    check_tidies(recast_by, thread)
    if kind not in Thread.Kind.values:
        raise ValidationError(_("There is no such kind of thread."), code="kind")
    with transaction.atomic():
        number = take_number_for(thread, "kind", "accepted_post")
        if kind == thread.kind:
            transaction.set_rollback(True)
            return thread
        step = Step(Change.Step.RECAST, recast_by, thread.kind)
        thread.kind = kind
        if kind != Thread.Kind.QUESTION:
            thread.accepted_post = None
        change_thread(thread, number, "kind", "accepted_post", step=step)
    return thread
