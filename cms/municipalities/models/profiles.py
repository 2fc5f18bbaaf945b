from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.search import index

from cms.basepage.blocks import BodyBlock
from cms.basepage.fields import Blocks
from cms.basepage.models import BasePage, IndexPage
from cms.municipalities.profile import profile_context
from cms.municipalities.querysets import ProfileManager


class MunicipalityIndexPage(IndexPage):
    page_size = 60

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["cms_site.HomePage"]
    subpage_types: ClassVar = ["cms_municipalities.MunicipalityPage"]
    template = "cms/municipalities/municipality_index_page.html"

    class Meta:
        verbose_name = _("list of municipalities")
        verbose_name_plural = _("lists of municipalities")

    def get_entries(self, request: HttpRequest) -> models.QuerySet:
        """One card a municipality, in the reader's language where there is such a page."""
        pages = MunicipalityPage.objects.published().once_per_municipality().for_cards()
        return pages.select_related("municipality", "locale", "image").order_by("municipality__name", "pk")


class MunicipalityPage(BasePage):
    """The public profile. Facts come from the register; a page in each language may stand for one municipality."""

    kind = "municipality"
    shows_labels = False
    serve_relations = (*BasePage.serve_relations, "municipality")

    municipality = models.ForeignKey(
        "municipalities.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="profile_pages",
    )
    body = Blocks(BodyBlock(), verbose_name=_("content"), blank=True)

    objects = ProfileManager()

    parent_page_types: ClassVar = ["cms_municipalities.MunicipalityIndexPage"]
    subpage_types: ClassVar = ["cms_municipalities.ExperiencePage"]
    template = "cms/municipalities/municipality_page.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("municipality"),
        FieldPanel("body"),
        *BasePage.classification_panels,
        InlinePanel("photos", heading=_("Photos"), label=_("Photo")),
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("municipality profile")
        verbose_name_plural = _("municipality profiles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """See `cms.municipalities.profile.profile_context`."""
        return super().get_context(request, *args, **kwargs) | profile_context(self)

    @property
    def place_text(self) -> str:
        return self.municipality.get_state_display() if self.municipality.state else ""
