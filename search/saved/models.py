import hashlib
import json
from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search.analysis import fold, words
from search.saved.querysets import SavedSearchQuerySet

LONGEST_NAME = 120


class Frequency(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", pgettext_lazy("how often", "daily")
    WEEKLY = "weekly", pgettext_lazy("how often", "weekly")
    OFF = "off", pgettext_lazy("how often", "never")


class Sharing(models.TextChoices):
    NOBODY = "nobody", _("only for me")
    MUNICIPALITY = "municipality", _("for the people of my municipality")
    LINK = "link", _("for everybody who has the link")


class Purpose(models.TextChoices):
    SAVED = "saved", _("saved search")
    ANSWER = "answer", _("waiting for an answer")
    """Somebody searched in vain and agreed to be told once when there is an answer; forgotten after 90 days."""


def fingerprint_of(text: str, filters: Mapping[str, tuple[str, ...]], sort: str, near: str = "") -> str:
    """The same for searches that ask the same, however they are spelt."""
    asked = {name: sorted(values) for name, values in sorted(filters.items()) if values}
    parts = [" ".join(text.split()).casefold(), asked, sort, *([near.casefold()] if near else [])]
    content = json.dumps(parts, ensure_ascii=False)
    return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()


def question_key(text: str) -> str:
    """One key for a question and its spellings: its words, folded, in their order."""
    return " ".join(fold(word) for word in words(text))[:200]


class SavedSearch(models.Model):
    """What a person searches for again: an address, never a right. What it finds depends on who opens it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.SAVED, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    text = models.TextField(blank=True)
    filters = models.JSONField(default=dict)
    sort = models.CharField(max_length=20)
    near = models.CharField(max_length=120, blank=True)
    """The municipality that distance or similarity is seen from, as it was named; else that of whoever opens the search."""
    fingerprint = models.CharField(max_length=32)
    question_key = models.CharField(max_length=200, blank=True)
    frequency = models.CharField(
        _("tell me about new results"), max_length=10, choices=Frequency.choices, default=Frequency.OFF
    )
    by_email = models.BooleanField(_("also by e-mail"), default=True)
    sharing = models.CharField(_("who can open it"), max_length=15, choices=Sharing.choices, default=Sharing.NOBODY)
    token = models.CharField(max_length=40, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    news_since = models.DateTimeField(default=timezone.now)
    """Only what has come into being after this moment is new."""
    checked_at = models.DateTimeField(default=timezone.now)
    """When its new results were last gone through to be told."""
    seen_at = models.DateTimeField(default=timezone.now)
    """When its owner last looked at what is new."""

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "purpose", "fingerprint"], name="search_saved_once"),
            models.UniqueConstraint(fields=["token"], condition=~Q(token=""), name="search_saved_token"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["question_key"], condition=~Q(question_key=""), name="search_saved_question"),
        ]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("saved_searches:detail", args=[self.pk])

    @property
    def is_wish(self) -> bool:
        return self.purpose == Purpose.ANSWER

    @property
    def target_key(self) -> str:
        """What its notifications gather under."""
        return f"saved-search:{self.pk}"
