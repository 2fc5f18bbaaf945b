"""Good ideas: curated practice from anywhere in the world."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.basepage.models import ClassifiedPage, IndexPage
from cms.basepage.prose import sections
from cms.ideas.countries import country_code, country_name
from cms.ideas.forms import adoption_form
from cms.ideas.structured_data import idea_data
from network.people.markdown import render_markdown
from network.transfer.models import Adoption


class IdeaIndexPage(IndexPage):
    feed_name = "cms_ideas:feed"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["cms_site.HomePage"]
    subpage_types: ClassVar = ["ideas.IdeaPage"]
    template = "cms/ideas/idea_index_page.html"

    class Meta:
        verbose_name = _("list of good ideas")
        verbose_name_plural = _("lists of good ideas")

    def get_entries(self, request: HttpRequest) -> models.QuerySet:
        """In the reader's language; an idea that exists in another language only stands there in that one."""
        return IdeaPage.objects.published().once_each().for_cards().order_by("-first_published_at", "-pk")


class IdeaPage(ClassifiedPage):
    """Texts are Markdown. `source_id` is what an import knows the idea by; one language version each."""

    kind = "idea"

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
        _("country"), max_length=80, blank=True, db_index=True, help_text=_("Two letters: CA, US, DE.")
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
        *ClassifiedPage.content_panels,
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
            [FieldPanel("source_title"), FieldPanel("source_url"), FieldPanel("contact")],
            heading=_("Where it comes from"),
        ),
        *ClassifiedPage.classification_panels,
        *ClassifiedPage.attachment_panels,
    ]
    search_fields: ClassVar = [
        *ClassifiedPage.search_fields,
        index.SearchField("challenge"),
        index.SearchField("approach"),
        index.SearchField("results"),
        index.SearchField("body"),
        index.FilterField("country"),
    ]

    class Meta:
        verbose_name = _("good idea")
        verbose_name_plural = _("good ideas")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """story: challenge, approach, results (Section: id, title, html); fit: transferability, effort, legal fit;
        body_html; source: {title, url} or None; adoptions: network.transfer Adoptions with their municipality;
        adoption_form: for a member of a municipality, else None; photos, attachments."""
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "story": sections(self, "challenge", "approach", "results"),
            "fit": sections(self, "transferability", "effort", "legal_fit"),
            "body_html": render_markdown(self.body),
            "country_name": country_name(self.country),
            "source": {"title": self.source_title or self.source_url, "url": self.source_url}
            if self.source_title or self.source_url
            else None,
            "adoptions": list(Adoption.objects.of_idea(self.translation_key).select_related("municipality")),
            "adoption_form": adoption_form(request.user, self) if hasattr(request, "user") else None,
            "photos": self.get_photos(),
            "attachments": self.get_attachments(),
            "structured_data": idea_data(self),
        }

    def clean(self) -> None:
        super().clean()
        self.country = country_code(self.country)

    @property
    def place_text(self) -> str:
        return ", ".join(part for part in (self.place, country_name(self.country)) if part)

    @property
    def date_text(self) -> str:
        return date_format(self.published_on, "F Y") if self.published_on else ""
