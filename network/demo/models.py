from typing import ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models


class DemoRecord(models.Model):
    """A row that the demo network brought along: how a second load finds it, and `delete_demo` tells it from real ones."""

    key = models.CharField(max_length=200, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [models.Index(fields=["content_type", "object_id"], name="demo_record_object")]

    def __str__(self) -> str:
        return self.key
