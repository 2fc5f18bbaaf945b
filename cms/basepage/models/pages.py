"""What every page has, and what every list of pages does."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from cms.basepage.access import is_restricted
from cms.basepage.models.media import NetworkImage
from cms.basepage.models.tags import PageTags, Tag, TaggedPage
from cms.basepage.models.topics import Topic
from cms.basepage.querysets import VisiblePageManager
from cms.basepage.vocabulary import TopicLabel, labels_of, topics

CARDS_PER_PAGE = 20


class BasePage(Page):
    """Summary, topics, tags and a picture: what a card, a list and the search need of any page."""

    kind: ClassVar[str] = "page"
    """The type as the search and the API call it."""

    summary = models.TextField(
        _("summary"),
        max_length=600,
        blank=True,
        help_text=_(
            "One or two sentences that answer the reader's question. They stand on cards and in search results."
        ),
    )
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    tags = PageTags(
        verbose_name=_("tags"), help_text=_("Free tags, separated by commas. Spellings of one word are merged.")
    )
    image = models.ForeignKey(
        NetworkImage,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands at the top of the page and on its card. A page may well have none."),
    )

    objects = VisiblePageManager()

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

    serve_relations: ClassVar[tuple[str, ...]] = ("locale", "image")
    """Foreign keys that are read together with the page when it is served."""

    shows_labels: ClassVar[bool] = True
    """Whether topics and tags stand on the page itself."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """page; topic_labels and tag_list: what it is about; structured_data: schema.org as a dict, or None."""
        topic_labels, tag_list = self.get_labels() if self.shows_labels else ([], [])
        return super().get_context(request, *args, **kwargs) | {
            "topic_labels": topic_labels,
            "tag_list": tag_list,
            "structured_data": None,
        }

    @property
    def content_language(self) -> str:
        """The language the text is written in; it stands in the `lang` attribute."""
        return self.locale.language_code

    @property
    def kind_label(self) -> str:
        return str(self._meta.verbose_name)

    @cached_property
    def published_versions(self) -> list[Page]:
        """This page in every language it is published in; set when it was found by its address."""
        if not self.pk:
            return []
        versions = Page.objects.filter(translation_key=self.translation_key, live=True)
        return list(versions.select_related("locale"))

    @property
    def parent_title(self) -> str:
        """For the breadcrumbs of a page that lies deeper than the lists; empty where it has to be looked up."""
        return ""

    @property
    def place_text(self) -> str:
        """Where it comes from, for a card."""
        return ""

    @property
    def date_text(self) -> str:
        """When it was, for a card."""
        return ""

    @property
    def topic_list(self) -> list[TopicLabel]:
        """The topics in the reader's language; prefetch `topics` in lists."""
        return labels_of([topic.pk for topic in self.topics.all()])

    def get_labels(self) -> tuple[list[TopicLabel], list[Tag]]:
        """Topics and tags in one query; from memory for a page that is not saved (a preview)."""
        if getattr(self, "_cluster_related_objects", None) or not self.pk:
            return self.topic_list, list(self.tags.all())
        through = self._meta.get_field("topics").remote_field.through
        own = {f"{self._meta.model_name}_id": self.pk}
        topic_rows = through.objects.filter(**own).annotate(
            row=models.F("topic_id"),
            name=models.Value("", output_field=models.CharField()),
            key=models.Value("", output_field=models.CharField()),
        )
        tag_rows = TaggedPage.objects.filter(content_object_id=self.pk).annotate(
            row=models.F("tag_id"), name=models.F("tag__name"), key=models.F("tag__key")
        )
        columns = ("row", "name", "key")
        rows = list(topic_rows.values_list(*columns).union(tag_rows.values_list(*columns), all=True))
        tags = sorted((Tag(pk=row, name=name, key=key) for row, name, key in rows if key), key=lambda tag: tag.key)
        return labels_of([row for row, _name, key in rows if not key]), tags

    def get_photos(self) -> list[Any]:
        """Photos with their images, in one query."""
        if getattr(self, "_cluster_related_objects", None):
            return list(self.photos.all())
        return list(self.photos.select_related("image"))

    def get_attachments(self) -> list[Any]:
        """Documents of the page, in one query; a template shows `.label` and `.document`."""
        if getattr(self, "_cluster_related_objects", None):
            return list(self.attachments.all())
        return list(self.attachments.select_related("document"))

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Wagtail asks for all ancestors on every request; almost no page is private, and the cache knows which."""
        if not is_restricted(self.path):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()


class IndexPage(BasePage):
    """A list of cards, 20 a page, that a reader narrows by topic (`?topic=KEY`)."""

    introduction = models.TextField(
        _("introduction"), max_length=1000, blank=True, help_text=_("Two or three sentences above the list.")
    )

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("introduction")]
    shows_labels = False
    page_size: ClassVar[int] = CARDS_PER_PAGE
    feed_name: ClassVar[str] = ""
    """The name of the Atom feed beside the list, if there is one."""

    class Meta:
        abstract = True

    def get_entries(self, request: HttpRequest) -> models.QuerySet:
        """Every page of this list that everybody may read, in its order, with what a card shows."""
        raise NotImplementedError

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """entries: the cards of this page of the list (django.core.paginator.Page; `.paginator.count` is how many);
        topics: TopicLabels to narrow by; chosen_topic: the one chosen, or None."""
        context = super().get_context(request, *args, **kwargs)
        choices = topics()
        chosen = next((topic for topic in choices if topic.key == request.GET.get("topic")), None)
        entries = self.get_entries(request)
        if chosen:
            entries = entries.filter(topics__key=chosen.key).distinct()
        result = Paginator(entries, self.page_size).get_page(request.GET.get("page"))
        return context | {"entries": result, "topics": choices, "chosen_topic": chosen}
