from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReceivedMail(models.Model):
    """That an e-mail has been dealt with, so that the same one, however often it comes, is dealt with once."""

    class Outcome(models.TextChoices):
        POSTED = "posted", _("became a post")
        REFUSED = "refused", _("refused")
        IGNORED = "ignored", _("not meant for us")

    key = models.CharField(max_length=64, unique=True)
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["received_at"], name="discussions_mail_received"),)
        verbose_name = _("received e-mail")
        verbose_name_plural = _("received e-mails")

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.outcome} {self.reason}"
