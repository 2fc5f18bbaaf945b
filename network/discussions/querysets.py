from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from network.spaces.models import Space

if TYPE_CHECKING:
    from network.people.models import User


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "ThreadQuerySet":
        return self.filter(space__in=Space.objects.visible_to(user))

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
        )


def _read_numbers(name: str, user: "User") -> QuerySet:
    return apps.get_model("discussions", name).objects.filter(user=user)
