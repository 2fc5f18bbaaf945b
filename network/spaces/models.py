from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.spaces.querysets import SpaceQuerySet


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
        PRIVATE = "private", _("By invitation only")

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address"), max_length=140, unique=True)
    description = models.TextField(_("what the space is for"), max_length=2000, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.GENERAL)
    visibility = models.CharField(
        _("who can read"), max_length=20, choices=Visibility.choices, default=Visibility.NETWORK
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
    def is_private(self) -> bool:
        return self.visibility == self.Visibility.PRIVATE

    @property
    def member_count(self) -> int:
        return self.memberships.count()


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
