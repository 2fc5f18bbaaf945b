"""Images with a credit and an alternative text, documents with their source."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class NetworkImage(AbstractImage):
    description = models.CharField(
        _("alternative text"),
        max_length=255,
        help_text=_("What is to be seen, for people who do not see the picture. A sentence is enough."),
    )
    credit = models.CharField(
        _("credit"), max_length=255, help_text=_("Who made the picture, and its licence: “City of Krefeld, CC BY 4.0”.")
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class NetworkRendition(AbstractRendition):
    image = models.ForeignKey(NetworkImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="basepage_rendition_once")
        ]


class NetworkDocument(AbstractDocument):
    credit = models.CharField(
        _("source"), max_length=255, blank=True, help_text=_("Who published the document, and when.")
    )

    admin_form_fields = ("title", "file", "credit", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
