"""Photos and documents of a page, in one table for every page type: a card list needs one query for all of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from cms.basepage.models.media import NetworkDocument, NetworkImage


class PagePhoto(Orderable):
    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey(NetworkImage, on_delete=models.CASCADE, related_name="+", verbose_name=_("photo"))
    caption = models.CharField(_("caption"), max_length=255, blank=True)

    panels: ClassVar = [FieldPanel("image"), FieldPanel("caption")]

    class Meta(Orderable.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")


class PageDocument(Orderable):
    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        NetworkDocument, on_delete=models.CASCADE, related_name="page_attachments", verbose_name=_("document")
    )
    title = models.CharField(_("shown as"), max_length=255, blank=True)

    panels: ClassVar = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def label(self) -> str:
        return self.title or self.document.title
