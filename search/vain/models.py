from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from search.vain.querysets import EditorsAnswerQuerySet, VainSearchQuerySet

LONGEST_TEXT = 200


class VainSearch(models.Model):
    """A question without good results, counted per day and language. Nothing in it says who asked."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        DISMISSED = "dismissed", _("dismissed")

    class Reason(models.TextChoices):
        OFF_TOPIC = "off_topic", _("does not belong to our field")
        NONSENSE = "nonsense", _("no question that can be understood")
        KNOWN_GAP = "known_gap", _("we know, and have nothing about it yet")
        PERSONAL = "personal", _("says something about a person (the text is deleted)")

    question_key = models.CharField(max_length=200)
    text = models.CharField(_("question"), max_length=LONGEST_TEXT)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    count = models.PositiveIntegerField(_("times"), default=0)
    best_total = models.PositiveIntegerField(_("results at best"), default=0)
    first_on = models.DateField(_("first asked"))
    last_on = models.DateField(_("last asked"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)
    changed_at = models.DateTimeField(null=True)
    """When an editor answered or dismissed it."""

    objects = VainSearchQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-count", "-last_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question_key", "language"], name="search_vain_once"),
        ]
        verbose_name = _("vain search")
        verbose_name_plural = _("vain searches")

    def __str__(self) -> str:
        return self.text


class EditorsAnswer(models.Model):
    """What the editors recommend to whoever asks this: shown on top of the results."""

    question_key = models.CharField(max_length=200, editable=False, db_index=True)
    text = models.CharField(
        _("question"),
        max_length=LONGEST_TEXT,
        help_text=_("Whoever searches for exactly these words, in any spelling, sees the page on top of the results."),
    )
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EditorsAnswerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["text", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question_key", "page"], name="search_editors_answer_once"),
        ]
        verbose_name = _("recommendation of the editors")
        verbose_name_plural = _("recommendations of the editors")

    def __str__(self) -> str:
        return self.text
