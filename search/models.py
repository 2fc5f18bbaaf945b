from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxEntry(models.Model):
    """A thing whose row has changed and whose document has not yet: written in the transaction of the row."""

    class Operation(models.TextChoices):
        UPDATE = "update", _("update")
        REMOVE = "remove", _("remove")
        """Must not be found from now on: a search leaves it out even before the index knows."""
        REBUILD = "rebuild", _("rebuild")

    key = models.CharField(max_length=80)
    operation = models.CharField(max_length=10, choices=Operation.choices, default=Operation.UPDATE)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [models.Index(fields=["operation", "key"], name="search_outbox_operation")]
        verbose_name = _("change to be indexed")
        verbose_name_plural = _("changes to be indexed")

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"


class DocumentVectors(models.Model):
    """What the passages of a document mean, as vectors; empty until the worker has come to it."""

    key = models.CharField(max_length=80, unique=True)
    lang = models.CharField(max_length=2)
    text_hash = models.CharField(max_length=32)
    vectors = models.BinaryField(null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("vectors of a document")
        verbose_name_plural = _("vectors of documents")

    def __str__(self) -> str:
        return self.key
