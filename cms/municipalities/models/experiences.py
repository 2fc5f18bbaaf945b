from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.basepage.fields import PartialDateField, Phase, lines, span_of_partial_dates
from cms.basepage.models import ClassifiedPage, IndexPage
from cms.municipalities.experience import experience_context
from cms.municipalities.querysets import ExperienceManager


class ExperienceIndexPage(IndexPage):
    """Experiences lie under their municipality; this page lists them all."""

    feed_name = "cms_municipalities:experience-feed"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["cms_site.HomePage"]
    subpage_types: ClassVar = []
    template = "cms/municipalities/experience_index_page.html"

    class Meta:
        verbose_name = _("list of experiences")
        verbose_name_plural = _("lists of experiences")

    def get_entries(self, request: HttpRequest) -> models.QuerySet:
        pages = ExperiencePage.objects.published().once_each().for_cards()
        return pages.select_related("municipality", "locale", "image").order_by("-first_published_at", "-pk")


class ExperiencePage(ClassifiedPage):
    """What a member tells from practice. Texts are Markdown."""

    kind = "experience"
    serve_relations = (*ClassifiedPage.serve_relations, "municipality", "author", "related_format")

    municipality = models.ForeignKey(
        "municipalities.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="experience_pages",
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="experience_pages",
    )
    what_we_did = models.TextField(_("what we did"), max_length=10_000, help_text=_("Markdown."))
    outcome = models.TextField(_("what came of it"), max_length=10_000, blank=True)
    what_did_not_work = models.TextField(_("what did not work"), max_length=10_000, blank=True)
    started_on = PartialDateField(_("since when"), help_text=_("A year is enough: 2017, or 2017-04."))
    ended_on = PartialDateField(_("until when"), help_text=_("Empty if it goes on."))
    cost = models.CharField(_("cost"), max_length=300, blank=True)
    staff = models.CharField(_("staff"), max_length=300, blank=True)
    partners = models.TextField(_("partners"), max_length=1000, blank=True, help_text=_("One a line."))
    target_groups = models.TextField(_("for whom"), max_length=1000, blank=True, help_text=_("One a line."))
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices, blank=True)
    related_format = models.ForeignKey(
        "handbook.FormatPage",
        verbose_name=_("related format"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="experiences",
    )

    submitted_as = models.CharField(max_length=100, blank=True, db_index=True, editable=False)
    """The key of the form it was sent from: a second click sends the same."""

    exclude_fields_in_copy: ClassVar = ["submitted_as"]

    objects = ExperienceManager()

    parent_page_types: ClassVar = ["cms_municipalities.MunicipalityPage"]
    subpage_types: ClassVar = []
    template = "cms/municipalities/experience_page.html"
    content_panels: ClassVar[list[Any]] = [
        *ClassifiedPage.content_panels,
        FieldPanel("what_we_did"),
        FieldPanel("outcome"),
        FieldPanel("what_did_not_work"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("started_on"), FieldPanel("ended_on")]),
                FieldRowPanel([FieldPanel("cost"), FieldPanel("staff")]),
                FieldRowPanel([FieldPanel("partners"), FieldPanel("target_groups")]),
                FieldPanel("phase"),
            ],
            heading=_("Facts"),
        ),
        *ClassifiedPage.classification_panels,
        FieldPanel("related_format"),
        *ClassifiedPage.attachment_panels,
    ]
    settings_panels: ClassVar[list[Any]] = [*ClassifiedPage.settings_panels, FieldPanel("author")]
    search_fields: ClassVar = [
        *ClassifiedPage.search_fields,
        index.SearchField("what_we_did"),
        index.SearchField("outcome"),
        index.SearchField("what_did_not_work"),
        index.FilterField("municipality"),
        index.FilterField("author"),
    ]

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Under which profile the page lies decides whose experience it is."""
        if self.municipality_id is None and self.path:
            self.municipality_id = self.get_parent().specific.municipality_id
        super().full_clean(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """See `cms.municipalities.experience.experience_context`."""
        return super().get_context(request, *args, **kwargs) | experience_context(self, getattr(request, "user", None))

    @property
    def parent_title(self) -> str:
        return self.municipality.label

    @property
    def place_text(self) -> str:
        return self.municipality.label

    @property
    def period_text(self) -> str:
        return span_of_partial_dates(self.started_on, self.ended_on)

    @property
    def date_text(self) -> str:
        return self.period_text

    @property
    def partner_list(self) -> list[str]:
        return lines(self.partners)

    @property
    def target_group_list(self) -> list[str]:
        return lines(self.target_groups)
