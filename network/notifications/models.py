from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.notifications.querysets import NotificationQuerySet


class Notification(models.Model):
    """What happened, to one person, in that person's language. Events of one target gather while unread."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    subject = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    target_key = models.CharField(max_length=120, blank=True)
    event_count = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    emailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ("-updated_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recipient", "verb", "target_key"],
                condition=models.Q(read_at=None) & ~models.Q(target_key=""),
                name="notifications_one_unread_per_target",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["recipient"], condition=models.Q(read_at=None), name="notifications_unread"),
            models.Index(fields=["recipient", "-updated_at"], name="notifications_newest"),
        ]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.verb} {self.target_key}"

    @property
    def is_unread(self) -> bool:
        return self.read_at is None
