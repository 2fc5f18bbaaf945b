from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.discussions.models.conversation import Post
from network.discussions.querysets import PollVoteQuerySet

MAX_QUESTION = 160
MAX_OPTION = 120
MIN_OPTIONS = 2
MAX_OPTIONS = 30


class Answer(models.TextChoices):
    """To a date; what is not answered is no."""

    YES = "yes", pgettext_lazy("answer to a date", "Yes")
    MAYBE = "maybe", _("If need be")
    NO = "no", pgettext_lazy("answer to a date", "No")


class Poll(models.Model):
    """A question with options, in a post. What was answered how often stands on it, as of its last vote."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("One answer each")
        MULTIPLE = "multiple", _("Several answers each")
        DATE = "date", _("Find a date")

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="poll")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    question = models.CharField(max_length=MAX_QUESTION)
    options = models.JSONField(default=list, help_text="`id`, and `text` or, of a date, `at` and `is_whole_day`")
    is_secret = models.BooleanField(default=False)
    closes_at = models.DateTimeField(null=True, blank=True, db_index=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    tally = models.JSONField(default=dict, help_text="by option and answer")
    voter_count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.question

    @property
    def is_date(self) -> bool:
        return self.kind == self.Kind.DATE

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and (self.closes_at is None or self.closes_at > timezone.now())

    @property
    def option_ids(self) -> set[str]:
        return {option["id"] for option in self.options}

    def count(self, option: dict[str, Any], answer: str = Answer.YES) -> int:
        return int(self.tally.get(option["id"], {}).get(answer, 0))

    def best(self) -> list[dict[str, Any]]:
        """The options with the most consent; of dates those with the fewest refusals among them."""
        ranks = {option["id"]: (self.count(option), self.count(option, Answer.MAYBE)) for option in self.options}
        most = max(ranks.values(), default=(0, 0))
        return [option for option in self.options if any(most) and ranks[option["id"]] == most]


def moment_of(option: dict[str, Any]) -> datetime:
    found = parse_datetime(option["at"])
    if found is None:
        raise ValueError(option["at"])
    return found


class PollVote(models.Model):
    """What one person answers. In a secret poll it is read only to be changed by that person."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict, help_text="by the id of the option")
    voted_at = models.DateTimeField()

    objects = PollVoteQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["poll", "person"], name="discussions_vote_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.poll_id}"
