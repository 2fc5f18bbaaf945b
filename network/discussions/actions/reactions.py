"""Saying something to a post in one word."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.discussions.actions.placing import where_it_is
from network.discussions.actions.steps import check_space
from network.discussions.models import Change, Post, Reaction
from network.discussions.numbering import log_change, take_number_for_post
from network.discussions.realtime import push_change
from network.people.models import User


@where_it_is
def set_reaction(*, post: Post, person: User, kind: str, given: bool) -> Post:
    """Each kind once for each person; giving it again, or taking back what was not given, changes nothing."""
    if kind not in Reaction.values:
        raise ValidationError(_("There is no such reaction."), code="reaction")
    with transaction.atomic():
        number = take_number_for_post(post, "reactions")
        if post.is_deleted:
            raise ValidationError(_("This post has been deleted meanwhile."), code="deleted")
        check_space(person, post.thread.space)
        if not person.has_perm("discussions.react_to_post", post):
            raise PermissionDenied(_("You can react to posts of others."))
        people = post.reactions.get(kind, [])
        if given == (person.pk in people):
            transaction.set_rollback(True)
            return post
        people = [*people, person.pk] if given else [pk for pk in people if pk != person.pk]
        changed = post.reactions | {kind: people}
        post.reactions = {kind: changed[kind] for kind in Reaction.values if changed.get(kind)}
        post.save(update_fields=["reactions"])
        push_change(log_change(number=number, kind=Change.Kind.POST_REACTED, thread=post.thread, post=post))
    return post
