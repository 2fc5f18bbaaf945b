"""Network meetings: what is on, and afterwards what came of it."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from cms.basepage.blocks import BodyBlock
from cms.basepage.blocks.text import TEXT_FEATURES
from cms.basepage.fields import Blocks
from cms.basepage.models import BasePage, IndexPage, NetworkDocument
from cms.meetings.blocks import RecommendationBlock, ResultBlock


class MeetingIndexPage(IndexPage):
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["cms_site.HomePage"]
    subpage_types: ClassVar = ["meetings.MeetingPage"]
    template = "cms/meetings/meeting_index_page.html"

    class Meta:
        verbose_name = _("list of meetings")
        verbose_name_plural = _("lists of meetings")

    def get_entries(self, request: HttpRequest) -> models.QuerySet:
        return MeetingPage.objects.live().order_by("-starts_on")


class MeetingPage(BasePage):
    number = models.CharField(
        _("which meeting"), max_length=80, blank=True, help_text=_("For example: 6th and 7th network meeting.")
    )
    starts_on = models.DateField(_("first day"), db_index=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    city = models.CharField(_("place"), max_length=120)
    participants_count = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    body = Blocks(BodyBlock(), verbose_name=_("introduction"), blank=True)
    results = Blocks([("result", ResultBlock())], verbose_name=_("results"), blank=True)
    recommendations = Blocks([("recommendation", RecommendationBlock())], verbose_name=_("recommendations"), blank=True)
    municipalities = ParentalManyToManyField(
        "municipalities.Municipality",
        verbose_name=_("municipalities that took part"),
        blank=True,
        related_name="meeting_pages",
    )
    # A foreign key, not one to one: the page in German and the page in English lead to the same space.
    space = models.ForeignKey(
        "spaces.Space",
        verbose_name=_("space for discussion"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meeting_pages",
    )

    parent_page_types: ClassVar = ["meetings.MeetingIndexPage"]
    subpage_types: ClassVar = []
    template = "cms/meetings/meeting_page.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("number"),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldRowPanel([FieldPanel("venue"), FieldPanel("city"), FieldPanel("participants_count")]),
            ],
            heading=_("When and where"),
        ),
        FieldPanel("body"),
        InlinePanel("programme_items", heading=_("Programme"), label=_("Programme item")),
        FieldPanel("results"),
        FieldPanel("recommendations"),
        FieldPanel("municipalities"),
        FieldPanel("space"),
        *BasePage.classification_panels,
        *BasePage.attachment_panels,
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("results"),
        index.SearchField("recommendations"),
        index.SearchField("city"),
        index.FilterField("starts_on"),
    ]

    class Meta:
        verbose_name = _("network meeting")
        verbose_name_plural = _("network meetings")

    @property
    def last_day(self):
        return self.ends_on or self.starts_on


class ProgrammeItem(ClusterableModel, Orderable):
    class Kind(models.TextChoices):
        TALK = "talk", _("Talk")
        WORKSHOP = "workshop", _("Workshop")
        DISCUSSION = "discussion", _("Discussion")
        EXCHANGE = "exchange", _("Exchange of experience")
        WELCOME = "welcome", _("Welcome")
        BREAK = "break", _("Break")
        OTHER = "other", _("Other")

    page = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="programme_items")
    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("begins"), null=True, blank=True)
    ends_at = models.TimeField(_("ends"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    block = models.CharField(
        _("part of the programme"), max_length=200, blank=True, help_text=_("For example: Block 1, digital tools.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.TALK)
    documentation = RichTextField(_("documentation"), features=TEXT_FEATURES, blank=True)

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("block")]),
        InlinePanel("speakers", heading=_("Speakers"), label=_("Speaker")),
        FieldPanel("documentation"),
        InlinePanel("documents", heading=_("Documents"), label=_("Document")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("programme item")
        verbose_name_plural = _("programme items")

    def __str__(self) -> str:
        return self.title


class Speaker(Orderable):
    """Public by name and role; nothing else of a person is stored here."""

    item = ParentalKey(ProgrammeItem, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role and organisation"), max_length=200, blank=True)

    panels: ClassVar = [FieldRowPanel([FieldPanel("name"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self) -> str:
        return self.name


class ProgrammeDocument(Orderable):
    item = ParentalKey(ProgrammeItem, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        NetworkDocument, on_delete=models.CASCADE, related_name="programme_attachments", verbose_name=_("document")
    )
    title = models.CharField(_("shown as"), max_length=255, blank=True)

    panels: ClassVar = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def label(self) -> str:
        return self.title or self.document.title
