"""What every page has, and what every list of pages does."""

from typing import Any, ClassVar

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page
from wagtail.search import index

from cms.basepage.models.media import NetworkImage
from cms.basepage.models.tags import PageTags
from cms.basepage.models.topics import Topic

CARDS_PER_PAGE = 20


class BasePage(Page):
    """Summary, topics, tags and a picture: what a card, a list and the search need of any page."""

    summary = models.TextField(
        _("summary"),
        max_length=600,
        blank=True,
        help_text=_(
            "One or two sentences that answer the reader's question. They stand on cards and in search results."
        ),
    )
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    tags = PageTags(help_text=_("Free tags, separated by commas. Spellings of one word are merged."))
    image = models.ForeignKey(
        NetworkImage,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands at the top of the page and on its card. A page may well have none."),
    )

    classification_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("topics"), FieldPanel("tags")],
            heading=_("Topics and tags"),
            help_text=_("Topics are the fixed fields of action; readers filter by them."),
        )
    ]
    attachment_panels: ClassVar[list[Any]] = [
        InlinePanel("photos", heading=_("Photos"), label=_("Photo")),
        InlinePanel("attachments", heading=_("Documents"), label=_("Document")),
    ]
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary"), FieldPanel("image")]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("For search engines and links"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("Navigation")),
    ]
    settings_panels: ClassVar[list[Any]] = [PublishingPanel()]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @property
    def content_language(self) -> str:
        """The language the text is written in; it stands in the `lang` attribute."""
        return self.locale.language_code


class IndexPage(BasePage):
    """A list of cards, 20 a page, that a reader narrows by topic (`?topic=KEY`)."""

    introduction = models.TextField(
        _("introduction"), max_length=1000, blank=True, help_text=_("Two or three sentences above the list.")
    )

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        abstract = True

    def get_entries(self, request: HttpRequest) -> models.QuerySet:
        """Every page of this list that the reader may see, in its order, with what a card shows."""
        raise NotImplementedError

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """entries: the cards of this page of the list (a Django `Page`); paginator; topics: those to filter by, with
        `selected`; chosen_topic."""
        context = super().get_context(request, *args, **kwargs)
        topics = list(Topic.objects.in_language())
        chosen = next((topic for topic in topics if topic.key == request.GET.get("topic")), None)
        entries = self.get_entries(request)
        if chosen:
            entries = entries.filter(topics__key=chosen.key).distinct()
        paginator = Paginator(entries, CARDS_PER_PAGE)
        result: ResultPage = paginator.get_page(request.GET.get("page"))
        return context | {"entries": result, "paginator": paginator, "topics": topics, "chosen_topic": chosen}
