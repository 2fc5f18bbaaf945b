from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.notifications.models import Letter
from search.saved.models import SavedSearch


class Arrival(models.Model):
    """A document that has come into being lately and is compared, once, with all saved searches."""

    key = models.CharField(max_length=80, unique=True)
    born_at = models.DateTimeField()
    noted_at = models.DateTimeField(auto_now_add=True)
    matched_up_to = models.BigIntegerField(default=0)
    """The last saved search it was compared with, so that a long round can be interrupted."""
    matched_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [
            models.Index(fields=["-matched_up_to"], condition=models.Q(matched_at=None), name="search_arrival_waiting")
        ]
        verbose_name = _("new document")
        verbose_name_plural = _("new documents")

    def __str__(self) -> str:
        return self.key


class FirstSeen(models.Model):
    """A part of a page, or a page that has parts, and when it came into being as far as the index has seen."""

    key = models.CharField(max_length=80, unique=True)
    born_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("document first seen")
        verbose_name_plural = _("documents first seen")

    def __str__(self) -> str:
        return self.key


class NewHit(models.Model):
    """A saved search finds a document that is new. It is told once: the row stays, with the moment of telling."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="hits")
    key = models.CharField(max_length=80)
    found_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    wants_letter = models.BooleanField(default=False)
    """Told in the network, and waiting for the next e-mail to its owner."""
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["search", "key"], name="search_hit_once")]
        indexes: ClassVar = [
            models.Index(fields=["search"], condition=models.Q(told_at=None), name="search_hit_untold"),
            models.Index(fields=["search"], condition=models.Q(wants_letter=True), name="search_hit_unmailed"),
        ]
        verbose_name = _("new result")
        verbose_name_plural = _("new results")

    def __str__(self) -> str:
        return f"{self.search_id}: {self.key}"
