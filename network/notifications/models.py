from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


class Level(models.TextChoices):
    FOLLOW = "follow", _("everything")
    NORMAL = "normal", _("what concerns me")
    MUTED = "muted", _("nothing but mentions of me")


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", pgettext_lazy("how often", "daily")
    WEEKLY = "weekly", pgettext_lazy("how often", "weekly")
    NEVER = "never", _("never, only here in the network")


class Preference(models.Model):
    """What a person wants to be told of wherever nothing else was chosen, and when their e-mails may come."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_preference"
    )
    level = models.CharField(
        _("What do you want to be told of?"), max_length=10, choices=Level.choices, default=Level.NORMAL
    )
    rhythm = models.CharField(
        _("When do you want it by e-mail?"), max_length=10, choices=Rhythm.choices, default=Rhythm.AT_ONCE
    )
    quiet_from = models.TimeField(_("No e-mails from"), null=True, blank=True)
    quiet_until = models.TimeField(_("until"), null=True, blank=True)
    weekdays_only = models.BooleanField(_("no e-mails on Saturdays and Sundays"), default=False)
    time_zone = models.CharField(_("Time zone"), max_length=40, default="Europe/Berlin")

    class Meta:
        verbose_name = _("notification preference")
        verbose_name_plural = _("notification preferences")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.level}, {self.rhythm}"


class ScopeChoice(models.Model):
    """What a person chose for one space or thread (`space:12`, `thread:3`); what is empty is as further out."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_choices")
    scope = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=Level.choices, blank=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-changed_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "scope"], name="notifications_choice_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["scope", "level"], name="notifications_followers")]
        verbose_name = _("choice for a space or thread")
        verbose_name_plural = _("choices for spaces and threads")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.scope} {self.level} {self.rhythm}"


class Letter(models.Model):
    """One e-mail to one person. What it says is written when it is sent, by the package that registered its kind."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    target_key = models.CharField(max_length=120, blank=True)
    """The one thing it is about; empty where it gathers several."""
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [
            models.Index(fields=["recipient", "kind", "-created_at"], name="notifications_letter_newest")
        ]
        verbose_name = _("e-mail to a member")
        verbose_name_plural = _("e-mails to members")

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.kind} {self.target_key}"


class Event(models.Model):
    """One of the things a notification has gathered, and whether an e-mail about it is still to come."""

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="events")
    key = models.CharField(max_length=60, blank=True)
    """`post:17`, read by whoever registered the prefix; empty where the notification itself says all."""
    position = models.PositiveBigIntegerField(default=0)
    """Where it stands in what it belongs to: whoever has read so far has read it."""
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="events")

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="notifications_event_due")
        ]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return f"{self.notification_id}: {self.key}"
