from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from network.people.rules import is_administrator, is_facilitator
from network.spaces.models import Space, SpaceMembership

if TYPE_CHECKING:
    from network.people.models import User

# Question.State, which is defined above this module.
STANDING = ("now", "next", "waiting")
DONE = ("answered", "later")
UNANSWERED = (*STANDING, "later")
"""What takes votes, and what is left when the meeting is over."""
GONE = ("hidden", "withdrawn")
"""What the room does not read any more."""


class RoomQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "RoomQuerySet":
        return self.filter(space__in=Space.objects.visible_to(user))


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "QuestionQuerySet":
        """What was hidden is read by its author and by those who moderate; what was withdrawn by nobody."""
        found = self.filter(room__space__in=Space.objects.visible_to(user))
        if is_administrator(user):
            return found
        found = found.exclude(state="withdrawn")
        if is_facilitator(user):
            return found
        facilitated = SpaceMembership.objects.filter(user_id=user.pk, is_facilitator=True).values("space")
        return found.filter(~Q(state="hidden") | Q(author_id=user.pk) | Q(room__space__in=facilitated))

    def listed(self) -> "QuestionQuerySet":
        return self.filter(state__in=(*STANDING, *DONE))

    def standing(self) -> "QuestionQuerySet":
        return self.filter(state__in=STANDING)

    def done(self) -> "QuestionQuerySet":
        return self.filter(state__in=DONE)

    def unanswered(self) -> "QuestionQuerySet":
        return self.filter(state__in=UNANSWERED)

    def in_order(self) -> "QuestionQuerySet":
        """What is on, what comes next, then by votes, then by time."""
        places = [When(state=state, then=Value(place)) for place, state in enumerate((*STANDING, *DONE))]
        rank = Case(*places, default=Value(len(places)), output_field=IntegerField())
        return self.annotate(rank=rank).order_by("rank", "-vote_count", "pk")


class CarriedQuestionQuerySet(models.QuerySet):
    def visible_to(self, user: "User | AnonymousUser") -> "CarriedQuestionQuerySet":
        """Everybody who may enter the space of the next meeting reads them there."""
        return self.filter(space__in=Space.objects.visible_to(user))

    def still_open(self) -> "CarriedQuestionQuerySet":
        return self.filter(question__state__in=UNANSWERED)
