"""What the moderation has decided about a post. Whether it may is `moderation.decide`, asked by who calls this."""

from collections.abc import Collection
from copy import copy

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.discussions.actions.placing import where_it_is
from network.discussions.actions.posts import count_posts
from network.discussions.actions.steps import announce
from network.discussions.models import Change, HiddenText, Post
from network.discussions.notifications import retell_post, withdraw_post
from network.discussions.numbering import MovedError, lock_spaces, take_number, take_number_for_post
from network.discussions.places import find_post
from network.discussions.quotes import hidden_numbers_in, numbers_of, quotes_returned, quotes_veiled
from network.discussions.texts import render_body

ASIDE = ("body", "body_html", "reactions", "attachments", "has_poll")
"""What leaves the post with its text, and comes back with it; files and votes stay where they are, and nobody reads them."""


@where_it_is
def hide_post(*, post: Post, reason: str) -> Post:
    """The text leaves the post and what others quoted of it; a trace with the reason stays."""
    with transaction.atomic():
        _lock(post, numbers_of(post))
        number = take_number_for_post(post, *ASIDE)
        if post.is_deleted:
            raise ValidationError(_("This post is no longer shown."), code="state")
        thread = post.thread
        aside = HiddenText(post=post, **{name: getattr(post, name) for name in ASIDE})
        aside.was_accepted = thread.accepted_post_id == post.pk
        withdraw_post(post)
        post.hidden_reason, post.body, post.body_html, post.reactions = reason, "", "", {}
        post.attachments, post.has_poll = [], False
        post.save(update_fields=["hidden_reason", *ASIDE])
        if aside.was_accepted:
            thread.accepted_post = None
            thread.save(update_fields=["accepted_post"])
        count_posts(thread)
        announce(post, Change.Kind.POST_HIDDEN, number)
        aside.quotes = {str(other.pk): _veil(other, numbers) for other, numbers in _quoting(post)}
        aside.save()
    return post


@where_it_is
def restore_post(*, post: Post) -> Post:
    with transaction.atomic():
        _lock(post, _quoted_in(post))
        number = take_number_for_post(post)
        if not post.is_hidden:
            raise ValidationError(_("This post is not hidden."), code="state")
        aside = HiddenText.objects.get(post=post)
        post.hidden_reason = ""
        for name in ASIDE:
            setattr(post, name, getattr(aside, name))
        post.save(update_fields=["hidden_reason", *ASIDE])
        _veil_what_is_still_hidden(post)
        thread = post.thread
        if aside.was_accepted and thread.accepted_post_id is None and thread.is_question:
            thread.accepted_post = post
            thread.save(update_fields=["accepted_post"])
        count_posts(thread)
        announce(post, Change.Kind.POST_RESTORED, number)
        for other in Post.objects.select_related("thread__space", "space").filter(pk__in=aside.quotes):
            _return(other, aside.quotes[str(other.pk)])
        aside.delete()
    return post


@where_it_is
def lock_around(*, post: Post) -> None:
    """For a transaction that locks more besides: all spaces in which hiding the post or showing it again changes something."""
    with transaction.atomic():  # its end with an error gives the locks back, inside another transaction, too
        spaces = _spaces_around(post)
        lock_spaces(*spaces)
        if not Post.objects.filter(pk=post.pk, space=post.space_id).exists() or _spaces_around(post) != spaces:
            raise MovedError


def _spaces_around(post: Post) -> set[int]:
    return {post.space_id, *numbers_of(post), *_quoted_in(post)}


def _lock(post: Post, spaces: Collection[int]) -> None:
    """All spaces in which something changes, before the first of them gives a number."""
    if len({post.space_id, *spaces}) > 1:
        lock_spaces(post.space_id, *spaces)


def _quoted_in(post: Post) -> list[int]:
    """The spaces of those who get back what they quoted of it."""
    aside = HiddenText.objects.filter(post=post).first()
    return list(Post.objects.filter(pk__in=aside.quotes).values_list("space", flat=True)) if aside else []


def _quoting(post: Post) -> list[tuple[Post, set[int]]]:
    """Posts that quote it, also where it stood before its thread was moved, and by which numbers they do."""
    numbers = numbers_of(post)
    is_quoting = Q(pk=None)
    for space, known in numbers.items():
        for number in known:
            is_quoting |= Q(space=space, body__contains=f", #{number}:")
    others = Post.objects.present().filter(is_quoting).exclude(pk=post.pk).select_related("thread__space", "space")
    return [(other, numbers[other.space_id]) for other in others.order_by("space", "number")]


def _veil(post: Post, numbers: set[int]) -> list[str]:
    """Answers what was quoted, to be put back later."""
    text, taken = quotes_veiled(post.body, numbers)
    if taken:
        _rewrite(post, text)
    return taken


def _veil_what_is_still_hidden(post: Post) -> None:
    """It may quote another post that is hidden meanwhile, or still."""
    for number in hidden_numbers_in(post.body, post.space):
        if taken := _veil(post, {number}):
            aside = HiddenText.objects.get(post=find_post(Post.objects.all(), post.space.slug, number))
            aside.quotes[str(post.pk)] = aside.quotes.get(str(post.pk), []) + taken
            aside.save(update_fields=["quotes"])


def _return(post: Post, taken: list[str]) -> None:
    """Where the quotation still stands as it was veiled; who has deleted it meanwhile need not have it back."""
    if post.is_hidden:
        aside = HiddenText.objects.get(post=post)
        aside.body = quotes_returned(aside.body, taken)
        aside.body_html = render_body(aside.body, post.space)
        aside.save(update_fields=["body", "body_html"])
    elif (text := quotes_returned(post.body, taken)) != post.body:
        _rewrite(post, text)


def _rewrite(post: Post, text: str) -> None:
    """No edit of its author: neither a version nor a time of it."""
    number, before = take_number(post.thread.space), copy(post)
    post.body, post.body_html = text, render_body(text, post.space)
    post.save(update_fields=["body", "body_html"])
    retell_post(before, post)
    announce(post, Change.Kind.POST_EDITED, number)
