from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from network.people.rules import is_active_user
from network.spaces.models import Space

if TYPE_CHECKING:
    from network.people.models import User


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "ThreadQuerySet":
        return self.filter(space__in=Space.objects.visible_to(user))

    def listed_in(self, space: Space, user: "User | AnonymousUser") -> "ThreadQuerySet":
        """Its own, and those of other spaces that are shown in it, as far as the person may read them there."""
        references = apps.get_model("discussions", "ThreadReference").objects.filter(space=space)
        shown = Q(pk__in=references.values("thread"), space__in=Space.objects.visible_to(user))
        return self.filter(Q(space=space) | shown)

    def unanswered(self) -> "ThreadQuerySet":
        """Open questions to which nobody has replied."""
        return self.filter(kind="question", closed_at=None, accepted_post=None, post_count__lte=1)

    def with_unread_for(self, user: "User") -> "ThreadQuerySet":
        """Adds `unread_count`: what others wrote after the last number the person has read here."""
        posts = apps.get_model("discussions", "Post").objects.unread_by(user)
        counted = posts.filter(thread=OuterRef("pk")).order_by().values("thread").annotate(n=Count("pk")).values("n")
        return self.annotate(unread_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


class PostQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "PostQuerySet":
        return self.filter(space__in=Space.objects.visible_to(user))

    def present(self) -> "PostQuerySet":
        """Neither deleted nor hidden by the moderation."""
        return self.filter(deleted_at=None, hidden_reason="")

    def unread_by(self, user: "User") -> "PostQuerySet":
        """Posts of others beyond what the person has read of the thread or marked as read in the whole space."""
        thread_reads = _read_numbers("ThreadRead", user).filter(thread=OuterRef("thread"))
        space_reads = _read_numbers("SpaceRead", user).filter(space=OuterRef("space"))
        return (
            self.present()
            .exclude(author=user)
            .annotate(
                read_number=Greatest(
                    Coalesce(Subquery(thread_reads.values("number")[:1]), Value(0)),
                    Coalesce(Subquery(space_reads.values("number")[:1]), Value(0)),
                )
            )
            .filter(number__gt=F("read_number"))
            .exclude(Exists(_readings().filter(post=OuterRef("pk"), user=user)))
        )


class PostFileQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "PostFileQuerySet":
        """Those of posts that stand, for who may read the post; of what is still being written, one's own."""
        if not is_active_user(user):
            return self.none()
        posts = apps.get_model("discussions", "Post").objects.visible_to(user).present()
        return self.filter(Q(post__in=posts) | Q(post=None, owner=user.pk))

    def of_draft(self, user: "User", draft_key: str) -> "PostFileQuerySet":
        return self.filter(owner=user, draft_key=draft_key, post=None)


class PollVoteQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "PollVoteQuerySet":
        """Of a secret poll one's own only, whoever asks."""
        if not is_active_user(user):
            return self.none()
        posts = apps.get_model("discussions", "Post").objects.visible_to(user).present()
        return self.filter(Q(poll__is_secret=False) | Q(person=user.pk), poll__post__in=posts)


def _read_numbers(name: str, user: "User") -> QuerySet:
    return apps.get_model("discussions", name).objects.filter(user=user)


def _readings() -> QuerySet:
    return apps.get_model("discussions", "PostRead").objects.all()
