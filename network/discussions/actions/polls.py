"""Asking in a thread, voting, and closing with a result that all see."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.discussions.actions.placing import where_it_is
from network.discussions.actions.steps import announce, check_open, check_space
from network.discussions.models import Change, Poll, PollVote, Post
from network.discussions.models.polls import Answer
from network.discussions.numbering import Step, log_change, take_number_for_post
from network.discussions.poll_drafts import PollDraft
from network.discussions.poll_results import result_of
from network.discussions.realtime import push_change
from network.moderation.suspensions import check_may_write
from network.people.models import User
from network.realtime.actions import hint

VOTED = _("Somebody has voted meanwhile: the poll can no longer be changed.")
CLOSED = _("This poll is closed; votes can no longer be given or changed.")


def add_poll(post: Post, draft: PollDraft) -> None:
    """Within the transaction of the post."""
    Poll.objects.create(
        post=post,
        kind=draft.kind,
        question=draft.question,
        options=list(draft.options),
        is_secret=draft.is_secret,
        closes_at=draft.closes_at,
    )
    post.has_poll = True


@where_it_is
def vote(*, poll: Poll, person: User, answers: Mapping[str, str]) -> Poll:
    """The answers by option replace those given before; none takes the vote back."""
    with transaction.atomic():
        post = poll.post
        number = take_number_for_post(post)
        _read_anew(poll, post)
        _check_can_vote(poll, post, person)
        clean = _clean_answers(poll, answers)
        own = PollVote.objects.filter(poll=poll, person=person)
        before = own.values_list("answers", flat=True).first()
        if clean == (before or {}):
            transaction.set_rollback(True)
            return poll
        own.delete()
        if clean:
            PollVote.objects.create(poll=poll, person=person, answers=clean, voted_at=timezone.now())
        _count(poll)
        post.poll = poll
        push_change(log_change(number=number, kind=Change.Kind.POST_POLLED, thread=post.thread, post=post))
        hint([person.pk])
    return poll


@where_it_is
def change_poll(*, poll: Poll, changed_by: User, draft: PollDraft) -> Poll:
    """By its author, before anybody has voted. Its options get other ids: a vote for what stood there before is refused."""
    with transaction.atomic():
        post = poll.post
        number = take_number_for_post(post)
        check_can_change(poll, post, changed_by)
        last = max(int(option["id"]) for option in poll.options)
        poll.kind, poll.question, poll.closes_at = draft.kind, draft.question, draft.closes_at
        poll.options = [option | {"id": str(last + place)} for place, option in enumerate(draft.options, start=1)]
        poll.is_secret = draft.is_secret or post.thread.space.is_failure_room
        poll.save(update_fields=["kind", "question", "options", "is_secret", "closes_at"])
        post.poll = poll
        announce(post, Change.Kind.POST_EDITED, number)
    return poll


def check_can_change(poll: Poll, post: Post, person: User) -> None:
    _read_anew(poll, post)
    _check_can_vote(poll, post, person)
    if not person.has_perm("discussions.edit_post", post):
        raise PermissionDenied(_("You can only edit your own posts."))
    if poll.voter_count:
        raise ValidationError(VOTED, code="conflict")


@where_it_is
def close_poll(*, poll: Poll, closed_by: User | None) -> Poll:
    """By hand, or, without a person, because its time is over: the result stands as a line among the posts."""
    post = poll.post
    if closed_by is not None:
        if not closed_by.has_perm("discussions.close_poll", post):
            raise PermissionDenied(_("Only the person who asked and facilitators can close this poll."))
        check_may_write(closed_by)
    with transaction.atomic():
        number = take_number_for_post(post)
        _read_anew(poll, post)
        if poll.closed_at is not None or post.is_deleted:
            transaction.set_rollback(True)
            return poll
        poll.closed_at = timezone.now()
        poll.save(update_fields=["closed_at"])
        post.poll = poll
        teller = None if post.thread.space.is_failure_room else closed_by
        step = Step(Change.Step.POLL_CLOSED, teller, result_of(poll))
        announce(post, Change.Kind.POST_POLLED, number, step)
    return poll


def close_due_polls() -> int:
    """Those whose time is over."""
    due = Poll.objects.filter(closed_at=None, closes_at__lte=timezone.now(), post__in=Post.objects.present())
    polls = list(due.select_related("post__thread__space", "post__author"))
    for poll in polls:
        close_poll(poll=poll, closed_by=None)
    return len(polls)


def _read_anew(poll: Poll, post: Post) -> None:
    """As it is under the lock of the space; it goes with its post."""
    if not post.is_deleted:
        poll.refresh_from_db()


def _check_can_vote(poll: Poll, post: Post, person: User) -> None:
    if post.is_deleted:
        raise ValidationError(_("This post has been deleted meanwhile."), code="deleted")
    check_space(person, post.thread.space)
    check_open(post.thread)
    if not poll.is_open:
        raise ValidationError(CLOSED, code="closed")


def _clean_answers(poll: Poll, answers: Mapping[str, str]) -> dict[str, str]:
    if not set(answers) <= poll.option_ids:
        raise ValidationError(_("This poll has no such option."), code="option")
    if poll.is_date:
        if not set(answers.values()) <= set(Answer.values):
            raise ValidationError(_("There is no such answer."), code="option")
        given = {option: answer for option, answer in answers.items() if answer != Answer.NO}
        # Who answers no to all has answered.
        return dict(sorted(given.items())) or dict.fromkeys(sorted(answers)[:1], str(Answer.NO))
    if poll.kind == Poll.Kind.SINGLE and len(answers) > 1:
        raise ValidationError(_("Please choose one answer only."), code="option")
    return dict.fromkeys(sorted(answers), str(Answer.YES))


def _count(poll: Poll) -> None:
    votes = list(PollVote.objects.filter(poll=poll).values_list("answers", flat=True))
    tally: dict[str, dict[str, int]] = {}
    for answers in votes:
        for option, answer in answers.items():
            counts = tally.setdefault(option, {})
            counts[answer] = counts.get(answer, 0) + 1
    poll.tally, poll.voter_count = tally, len(votes)
    poll.save(update_fields=["tally", "voter_count"])
