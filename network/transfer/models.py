"""Which municipality took up which idea, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.transfer.querysets import AdoptionQuerySet


class Adoption(models.Model):
    """`idea_key` is the translation key of the idea's pages: an adoption belongs to the idea, not to one language."""

    class Status(models.TextChoices):
        INTERESTED = "interested", _("interested")
        ADAPTING = "adapting", _("adapting it")
        RUNNING = "running", _("running")
        STOPPED = "stopped", _("stopped")

    municipality = models.ForeignKey(
        "municipalities.Municipality",
        on_delete=models.CASCADE,
        related_name="adoptions",
        verbose_name=_("municipality"),
    )
    idea_key = models.UUIDField(_("idea"), db_index=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.INTERESTED)
    what_changed = models.TextField(_("what was changed, and why"), max_length=3000, blank=True)
    started_on = models.DateField(_("since when"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adoptions",
    )
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "idea_key"], name="transfer_adoption_once_a_municipality")
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.get_status_display()}"
