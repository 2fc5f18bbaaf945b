"""Atom feeds of the lists: the newest entries, narrowed by `?topic=KEY` as the list is."""

from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from cms.basepage.models import BasePage
from cms.basepage.vocabulary import TopicLabel, topics

NEWEST = 30


class PageFeed(Feed):
    feed_type = Atom1Feed
    model: type[BasePage]
    name: Any

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TopicLabel | None:
        return next((topic for topic in topics() if topic.key == request.GET.get("topic")), None)

    def title(self, topic: TopicLabel | None) -> str:
        narrowed = f"{self.name}: {topic.name}" if topic else str(self.name)
        return f"{narrowed} – {settings.WAGTAIL_SITE_NAME}"

    def link(self, topic: TopicLabel | None) -> str:
        return f"{settings.PUBLIC_URL}/{get_language()}/"

    def items(self, topic: TopicLabel | None) -> QuerySet:
        pages = self.model.objects.published().once_each().select_related("locale").prefetch_related("topics")
        if topic:
            pages = pages.filter(topics__key=topic.key).distinct()
        return pages.order_by("-first_published_at", "-pk")[:NEWEST]

    def item_title(self, item: BasePage) -> str:
        return item.title

    def item_description(self, item: BasePage) -> str:
        return item.summary

    def item_link(self, item: BasePage) -> str:
        return settings.PUBLIC_URL + (item.get_url() or "/")

    def item_guid(self, item: BasePage) -> str:
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item: BasePage) -> Any:
        return item.first_published_at

    def item_updateddate(self, item: BasePage) -> Any:
        return item.last_published_at

    def item_categories(self, item: BasePage) -> list[str]:
        return [label.name for label in item.topic_list]
