from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.basepage.models import NetworkDocument, NetworkImage


class PendingUpload(models.Model):
    """A file of an experience that is still being written; it outlives a form with errors and a closed browser."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        DOCUMENT = "document", _("Document")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pending_uploads")
    draft_key = models.CharField(max_length=100, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    image = models.ForeignKey(NetworkImage, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(NetworkDocument, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="cms_municipalities_upload_one_file",
                condition=models.Q(kind="photo", image__isnull=False, document__isnull=True)
                | models.Q(kind="document", image__isnull=True, document__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.image or self.document)
