"""Reports, what was decided about them, and who may not write for a while."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.moderation.querysets import CaseQuerySet, DecisionQuerySet, SuspensionQuerySet

MAX_TEXT = 2_000


class Reason(models.TextChoices):
    """In the words of those who report; the same ones stand where something is hidden."""

    PERSONAL = "personal", _("Personal data or something confidential")
    INSULT = "insult", _("Insulting or discriminating")
    OFF_TOPIC = "off_topic", _("Off topic or advertising")
    WRONG = "wrong", _("Wrong or outdated")
    OTHER = "other", _("Another reason")


class Case(models.Model):
    """All that concerns one reported thing: its reports, the decisions and the answers of its author."""

    subject_key = models.CharField(
        max_length=60, unique=True, help_text="`post:17`, known to whoever registered `post`"
    )
    scope = models.CharField(max_length=60, db_index=True, help_text="where it stands, as `space:12`")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="moderation_cases"
    )
    is_open = models.BooleanField(default=True)
    is_hidden = models.BooleanField(default=False)
    author_knows = models.BooleanField(default=False, help_text="told of a decision, and may answer")
    version = models.PositiveIntegerField(default=0, help_text="grows with every decision, so that two do not cross")
    opened_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["is_open", "-changed_at"], name="moderation_case_queue")]
        verbose_name = _("moderation case")
        verbose_name_plural = _("moderation cases")

    def __str__(self) -> str:
        return self.subject_key

    @property
    def prefix(self) -> str:
        return self.subject_key.partition(":")[0]

    @property
    def subject_id(self) -> int:
        return int(self.subject_key.partition(":")[2])


class Report(models.Model):
    class Outcome(models.TextChoices):
        HIDDEN = "hidden", _("It was hidden.")
        KEPT = "kept", _("It stays.")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="moderation_reports"
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    text = models.TextField(max_length=MAX_TEXT, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        ordering = ("created_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "reporter"], condition=Q(settled_at=None), name="moderation_one_open_report"
            )
        ]
        verbose_name = pgettext_lazy("moderation", "report")
        verbose_name_plural = pgettext_lazy("moderation", "reports")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.reason}"


class Answer(models.Model):
    """What the author says to a decision."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(max_length=MAX_TEXT)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("answer to a decision")
        verbose_name_plural = _("answers to decisions")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.pk}"


class AppendOnlyError(RuntimeError):
    """What was decided is neither changed nor taken back, only followed by something else."""


class Decision(models.Model):
    """The audit trail. Rows are only added; upkeep removes them when the time they are kept for is over."""

    class Kind(models.TextChoices):
        HIDE = "hide", pgettext_lazy("decision", "Hidden")
        RESTORE = "restore", pgettext_lazy("decision", "Shown again")
        KEEP = "keep", pgettext_lazy("decision", "Left as it is")
        WARN = "warn", pgettext_lazy("decision", "Person warned")
        SUSPEND = "suspend", pgettext_lazy("decision", "Person may not write")
        SHOW_NAME = "show_name", pgettext_lazy("decision", "Name looked up")
        LIFT = "lift", pgettext_lazy("decision", "Person may write again")

    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="decisions")
    subject_key = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="moderation_decisions"
    )
    person_name = models.CharField(max_length=300, blank=True, help_text="as the person appeared where it was decided")
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    text = models.TextField(max_length=MAX_TEXT, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("decision of the moderation")
        verbose_name_plural = _("decisions of the moderation")

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError


class Suspension(models.Model):
    """A person may not write until a moment; it ends by itself, or is lifted."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="suspensions")
    person_name = models.CharField(max_length=300, blank=True, help_text="as the person appeared where it was decided")
    until = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=Reason.choices)
    text = models.TextField(max_length=MAX_TEXT, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ("-until", "-pk")
        indexes: ClassVar = [models.Index(fields=["person", "until"], name="moderation_suspended")]
        verbose_name = _("suspension from writing")
        verbose_name_plural = _("suspensions from writing")

    def __str__(self) -> str:
        return f"{self.person_id} until {self.until:%Y-%m-%d}"
