"""The start page and the pages beside the content: about, contact, imprint, privacy, accessibility."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.basepage.blocks import BodyBlock
from cms.basepage.fields import Blocks
from cms.basepage.models import BasePage
from cms.site.home import home_context


class HomePage(BasePage):
    shows_labels = False

    headline = models.CharField(
        _("headline"), max_length=120, help_text=_("The reader's question, as they would ask it.")
    )
    introduction = models.TextField(_("introduction"), max_length=600, blank=True)
    example_questions = models.TextField(
        _("example questions"), max_length=600, blank=True, help_text=_("Three real questions, one a line.")
    )
    body = Blocks(BodyBlock(), verbose_name=_("content"), blank=True)

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "cms_municipalities.MunicipalityIndexPage",
        "cms_municipalities.ExperienceIndexPage",
        "ideas.IdeaIndexPage",
        "meetings.MeetingIndexPage",
        "handbook.HandbookIndexPage",
        "cms_site.StandardPage",
    ]
    template = "cms/site/home_page.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("headline"),
        FieldPanel("introduction"),
        FieldPanel("example_questions"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """See `cms.site.home.home_context`."""
        return super().get_context(request, *args, **kwargs) | home_context(self, request)


class StandardPage(BasePage):
    body = Blocks(BodyBlock(), verbose_name=_("content"), blank=True)

    parent_page_types: ClassVar = ["cms_site.HomePage", "cms_site.StandardPage"]
    subpage_types: ClassVar = ["cms_site.StandardPage"]
    template = "cms/site/standard_page.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("body"),
        *BasePage.attachment_panels,
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """photos, attachments."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"photos": self.get_photos(), "attachments": self.get_attachments()}


class ContentStamp(models.Model):
    """One row, counting the changes of what public pages show; see `cms.site.freshness`."""

    ONLY = 1

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
