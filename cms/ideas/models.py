"""Good ideas: curated practice from anywhere in the world."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.basepage.models import BasePage, IndexPage


class IdeaIndexPage(IndexPage):
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["cms_site.HomePage"]
    subpage_types: ClassVar = ["ideas.IdeaPage"]
    template = "cms/ideas/idea_index_page.html"

    class Meta:
        verbose_name = _("list of good ideas")
        verbose_name_plural = _("lists of good ideas")

    def get_entries(self, request: HttpRequest) -> models.QuerySet:
        return IdeaPage.objects.live()


class IdeaPage(BasePage):
    """Texts are Markdown. `source_id` is what an import knows the idea by; one language version each."""

    source_id = models.CharField(_("key of the import"), max_length=120, blank=True, db_index=True, editable=False)
    challenge = models.TextField(_("challenge"), blank=True, help_text=_("What was the matter, and for whom?"))
    approach = models.TextField(_("approach"), blank=True, help_text=_("What was done about it?"))
    results = models.TextField(_("results"), blank=True, help_text=_("What came of it, and how does one know?"))
    effort = models.TextField(_("effort"), blank=True, help_text=_("Money, staff and time."))
    legal_fit = models.TextField(_("legal fit"), blank=True, help_text=_("What German law asks for or forbids."))
    transferability = models.TextField(
        _("transferability"), blank=True, help_text=_("What a municipality in Germany can take over, and what not.")
    )
    body = models.TextField(_("further text"), blank=True, help_text=_("Markdown."))
    place = models.CharField(_("place"), max_length=120, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, db_index=True, help_text=_("Two letters: CA, US, DE.")
    )
    source_title = models.CharField(_("source"), max_length=255, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    contact = models.CharField(
        _("contact"), max_length=255, blank=True, help_text=_("An office, not a private person.")
    )
    published_on = models.DateField(_("date"), null=True, blank=True, db_index=True)

    parent_page_types: ClassVar = ["ideas.IdeaIndexPage"]
    subpage_types: ClassVar = []
    template = "cms/ideas/idea_page.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("place"), FieldPanel("country"), FieldPanel("published_on")]),
        FieldPanel("challenge"),
        FieldPanel("approach"),
        FieldPanel("results"),
        MultiFieldPanel(
            [FieldPanel("transferability"), FieldPanel("effort"), FieldPanel("legal_fit")],
            heading=_("Would it work here?"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("source_title"), FieldPanel("source_url"), FieldPanel("contact")], heading=_("Source")
        ),
        *BasePage.classification_panels,
        *BasePage.attachment_panels,
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("challenge"),
        index.SearchField("approach"),
        index.SearchField("results"),
        index.SearchField("body"),
        index.FilterField("country"),
    ]

    class Meta:
        verbose_name = _("good idea")
        verbose_name_plural = _("good ideas")
