from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.spaces.querysets import JoinRequestQuerySet, SpaceQuerySet

MAX_SENTENCE = 500
REFUSAL_HOLDS = timedelta(days=30)


class Space(models.Model):
    """Where a group talks. Everything that happens in it is numbered; `last_number` is the number given last."""

    class Kind(models.TextChoices):
        GENERAL = "general", _("For everyone")
        MEETING = "meeting", _("Meeting")
        TOPIC = "topic", _("Topic")
        MUNICIPALITY = "municipality", _("Municipality")
        GROUP = "group", _("Working group")

    class Visibility(models.TextChoices):
        NETWORK = "network", _("Open to the network")
        CLOSED = "closed", _("Closed, join by request")
        PRIVATE = "private", _("By invitation only")

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address"), max_length=140, unique=True)
    description = models.TextField(_("what the space is for"), max_length=2000, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.GENERAL)
    visibility = models.CharField(
        _("who can read"), max_length=20, choices=Visibility.choices, default=Visibility.NETWORK
    )
    is_failure_room = models.BooleanField(
        _("authors appear without their names"),
        default=False,
        help_text=_(
            "A room to speak about what went wrong: others see what kind of municipality wrote, not which and not who, "
            "unless somebody chooses the own name for a post. Decided now, for good."
        ),
    )
    municipality = models.ForeignKey(
        "municipalities.Municipality",
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="spaces",
    )
    last_number = models.PositiveBigIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        ordering = ("title", "pk")
        verbose_name = _("space")
        verbose_name_plural = _("spaces")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("spaces:space-detail", args=[self.slug])

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_open(self) -> bool:
        """Everybody in the network reads it; any other is read by its members only."""
        return self.visibility == self.Visibility.NETWORK

    @property
    def is_closed(self) -> bool:
        """Everybody in the network knows of it and may ask to join."""
        return self.visibility == self.Visibility.CLOSED


class SpaceMembership(models.Model):
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="space_memberships")
    is_facilitator = models.BooleanField(_("facilitates this space"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "user"], name="spaces_membership_once")]
        verbose_name = _("member of a space")
        verbose_name_plural = _("members of a space")

    def __str__(self) -> str:
        return f"{self.user} @ {self.space}"


class JoinRequest(models.Model):
    """Somebody asks to join a closed space. Gone once it is accepted or withdrawn; refused, it says until when."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests")
    text = models.CharField(max_length=MAX_SENTENCE, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    refused_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=MAX_SENTENCE, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "user"], name="spaces_join_request_once")]
        verbose_name = _("request to join a space")
        verbose_name_plural = _("requests to join a space")

    def __str__(self) -> str:
        return f"{self.user_id} → {self.space_id}"

    @property
    def asks_again_at(self) -> datetime | None:
        """When the person may ask again after a refusal."""
        return self.refused_at + REFUSAL_HOLDS if self.refused_at else None

    @property
    def is_over(self) -> bool:
        """Refused so long ago that the person may ask again."""
        return self.asks_again_at is not None and self.asks_again_at <= timezone.now()
