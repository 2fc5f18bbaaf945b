from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from cms.basepage.querysets import TopicQuerySet


@register_snippet
class Topic(TranslatableMixin, index.Indexed, models.Model):
    """A field of action. `key` is the same in every language, and it is what addresses, filters and the index use."""

    key = models.SlugField(
        _("key"), max_length=40, help_text=_("Stands in addresses and filters; do not change it once it is in use.")
    )
    name = models.CharField(_("name"), max_length=80)
    description = models.TextField(_("description"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = TopicQuerySet.as_manager()

    panels: ClassVar = [FieldPanel("key"), FieldPanel("name"), FieldPanel("description"), FieldPanel("order")]
    search_fields: ClassVar = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta(TranslatableMixin.Meta):
        ordering = ("order", "name")
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "locale"], name="basepage_topic_key")]

    def __str__(self) -> str:
        return self.name
