"""Network meetings: what is on, and afterwards what came of it."""

import datetime as dt
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
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
from cms.basepage.models import ClassifiedPage, IndexPage, NetworkDocument
from cms.meetings.blocks import RecommendationBlock, ResultBlock, SpeakerBlock
from cms.meetings.context import meeting_context, space_for, span_text
from cms.meetings.querysets import MeetingManager


class MeetingIndexPage(IndexPage):
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["cms_site.HomePage"]
    subpage_types: ClassVar = ["meetings.MeetingPage"]
    template = "cms/meetings/meeting_index_page.html"

    class Meta:
        verbose_name = _("list of meetings")
        verbose_name_plural = _("lists of meetings")

    def get_entries(self, request: HttpRequest) -> models.QuerySet:
        return MeetingPage.objects.published().once_each().for_cards().order_by("-starts_on", "-pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Beside `entries` next_meeting: the one that is on or comes next, or None."""
        upcoming = MeetingPage.objects.published().once_each().upcoming().select_related("locale", "image")
        return super().get_context(request, *args, **kwargs) | {"next_meeting": upcoming.first()}


class MeetingPage(ClassifiedPage):
    kind = "meeting"
    serve_relations = (*ClassifiedPage.serve_relations, "space")

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

    objects = MeetingManager()

    parent_page_types: ClassVar = ["meetings.MeetingIndexPage"]
    subpage_types: ClassVar = []
    template = "cms/meetings/meeting_page.html"
    content_panels: ClassVar[list[Any]] = [
        *ClassifiedPage.content_panels,
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
        *ClassifiedPage.classification_panels,
        *ClassifiedPage.attachment_panels,
    ]
    search_fields: ClassVar = [
        *ClassifiedPage.search_fields,
        index.SearchField("body"),
        index.SearchField("results"),
        index.SearchField("recommendations"),
        index.SearchField("city"),
        index.FilterField("starts_on"),
    ]

    class Meta:
        verbose_name = _("network meeting")
        verbose_name_plural = _("network meetings")

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day lies before the first.")})

    @property
    def last_day(self) -> dt.date:
        return self.ends_on or self.starts_on

    @property
    def is_past(self) -> bool:
        return self.last_day < timezone.localdate()

    @property
    def place_text(self) -> str:
        return self.city

    @property
    def date_text(self) -> str:
        return span_text(self.starts_on, self.last_day)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """See `cms.meetings.context.meeting_context`; space: for those who may enter, else None."""
        space = space_for(self, getattr(request, "user", None))
        return super().get_context(request, *args, **kwargs) | meeting_context(self) | {"space": space}


class ProgrammeItem(ClusterableModel, Orderable):
    class Kind(models.TextChoices):
        TALK = "talk", _("Talk")
        WORKSHOP = "workshop", _("Workshop")
        DISCUSSION = "discussion", _("Discussion")
        EXCHANGE = "exchange", _("Exchange of experience")
        WELCOME = "welcome", _("Welcome")
        PLENARY = "plenary", _("Plenary")
        CLOSING = "closing", _("Closing")
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
    speakers = Blocks([("speaker", SpeakerBlock())], verbose_name=_("speakers"), blank=True)
    documentation = RichTextField(_("documentation"), features=TEXT_FEATURES, blank=True)

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("block")]),
        FieldPanel("speakers"),
        FieldPanel("documentation"),
        InlinePanel("documents", heading=_("Documents"), label=_("Document")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("programme item")
        verbose_name_plural = _("programme items")

    def __str__(self) -> str:
        return self.title

    @property
    def anchor(self) -> str:
        """Where it stands on the page of the meeting; empty in a preview of what is not saved."""
        return f"programm-{self.pk}" if self.pk else ""


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
