"""The toolkit (Modulkoffer) and the chapters of the handbook."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.basepage.blocks import BodyBlock
from cms.basepage.fields import Blocks, Phase, lines
from cms.basepage.models import BasePage, ClassifiedPage, IndexPage
from cms.basepage.prose import Fact
from cms.handbook.structured_data import format_data
from network.people.markdown import render_markdown


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=0, max_value=2880, default=0)
    text = blocks.TextBlock(label=_("What happens"), max_length=2000, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")


class HandbookIndexPage(IndexPage):
    """The chapters, and the formats of the toolkit."""

    page_size = 60

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["cms_site.HomePage"]
    subpage_types: ClassVar = ["handbook.FormatPage", "handbook.ChapterPage"]
    template = "cms/handbook/handbook_index_page.html"

    class Meta:
        verbose_name = _("handbook")
        verbose_name_plural = _("handbooks")

    def get_entries(self, request: HttpRequest) -> models.QuerySet:
        return FormatPage.objects.published().in_language().for_cards().order_by("order", "title", "pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Beside `entries` (the formats) chapters: the ChapterPages in their order."""
        chapters = ChapterPage.objects.published().in_language().defer_streamfields().select_related("locale")
        return super().get_context(request, *args, **kwargs) | {"chapters": chapters.order_by("order", "title", "pk")}


class ChapterPage(BasePage):
    """A chapter of the handbook: process, good practice, lessons."""

    kind = "page"
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices, blank=True)
    body = Blocks(BodyBlock(), verbose_name=_("content"), blank=True)

    parent_page_types: ClassVar = ["handbook.HandbookIndexPage"]
    subpage_types: ClassVar = []
    template = "cms/handbook/chapter_page.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("phase"), FieldPanel("order")]),
        FieldPanel("body"),
        *BasePage.classification_panels,
        *BasePage.attachment_panels,
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("handbook chapter")
        verbose_name_plural = _("handbook chapters")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """photos, attachments."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"photos": self.get_photos(), "attachments": self.get_attachments()}


class FormatPage(ClassifiedPage):
    """A way of working together, so described that it can be run on Thursday."""

    kind = "format"

    class Effort(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")

    order = models.PositiveSmallIntegerField(_("order"), default=100)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices, blank=True)
    purpose = models.TextField(
        _("purpose"), max_length=2000, help_text=_("What it is good for, in two or three sentences.")
    )
    when = models.TextField(_("when"), max_length=500, blank=True, help_text=_("At which moment it fits."))
    duration = models.CharField(_("duration"), max_length=120, help_text=_("For example: 60 to 90 minutes."))
    group_size = models.CharField(_("group size"), max_length=120, help_text=_("For example: 8 to 25 people."))
    effort = models.CharField(_("effort"), max_length=10, choices=Effort.choices, default=Effort.MEDIUM)
    material = models.TextField(_("material"), blank=True, help_text=_("One item a line."))
    steps = Blocks([("step", StepBlock())], verbose_name=_("steps"), blank=True)
    variants = models.TextField(_("variants"), blank=True, help_text=_("How others have changed it."))
    pitfalls = models.TextField(_("pitfalls"), blank=True, help_text=_("What goes wrong, and what to do then."))
    body = Blocks(BodyBlock(), verbose_name=_("more"), blank=True)

    parent_page_types: ClassVar = ["handbook.HandbookIndexPage"]
    subpage_types: ClassVar = []
    template = "cms/handbook/format_page.html"
    content_panels: ClassVar[list[Any]] = [
        *ClassifiedPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("purpose"),
                FieldPanel("when"),
                FieldRowPanel([FieldPanel("duration"), FieldPanel("group_size"), FieldPanel("effort")]),
                FieldRowPanel([FieldPanel("phase"), FieldPanel("order")]),
            ],
            heading=_("At a glance"),
        ),
        FieldPanel("material"),
        FieldPanel("steps"),
        FieldPanel("variants"),
        FieldPanel("pitfalls"),
        FieldPanel("body"),
        *ClassifiedPage.classification_panels,
        *ClassifiedPage.attachment_panels,
    ]
    search_fields: ClassVar = [
        *ClassifiedPage.search_fields,
        index.SearchField("purpose"),
        index.SearchField("steps"),
        index.SearchField("variants"),
    ]

    class Meta:
        verbose_name = _("format")
        verbose_name_plural = _("formats")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """facts: duration, group size, effort, phase (Fact: label, value); purpose_html, when_html, variants_html,
        pitfalls_html; material: list of text; steps: list of {title, minutes, text (safe)}; total_minutes;
        experiences: published ExperiencePages that used it (at most six); photos, attachments."""
        context = super().get_context(request, *args, **kwargs)
        experiences = self.experiences.published().for_cards().select_related("municipality")
        return context | {
            "facts": [
                Fact(capfirst(_("duration")), self.duration),
                Fact(capfirst(_("group size")), self.group_size),
                Fact(capfirst(_("effort")), self.get_effort_display()),
                Fact(capfirst(_("phase")), self.get_phase_display()),
            ],
            "purpose_html": render_markdown(self.purpose),
            "when_html": render_markdown(self.when),
            "variants_html": render_markdown(self.variants),
            "pitfalls_html": render_markdown(self.pitfalls),
            "material": self.material_list,
            "steps": [dict(step.value) | {"text": render_markdown(step.value["text"] or "")} for step in self.steps],
            "total_minutes": self.total_minutes,
            "experiences": list(experiences.order_by("-first_published_at", "-pk")[:6]) if self.pk else [],
            "photos": self.get_photos(),
            "attachments": self.get_attachments(),
            "structured_data": format_data(self),
        }

    @property
    def material_list(self) -> list[str]:
        return lines(self.material)

    @property
    def total_minutes(self) -> int:
        return sum(step.value["minutes"] or 0 for step in self.steps)
