"""The topics as every page needs them: read once, kept in the cache until an editor changes one."""

from typing import NamedTuple

from django.core.cache import cache
from django.utils.translation import get_language

from cms.basepage.models.topics import Topic

CACHE_KEY = "cms:topics"
CACHE_SECONDS = 300
FALLBACK = "de"


class TopicLabel(NamedTuple):
    key: str
    name: str
    description: str
    order: int


def _read() -> tuple[dict[str, dict[str, TopicLabel]], dict[int, str]]:
    kept = cache.get(CACHE_KEY)
    if kept is None:
        by_language: dict[str, dict[str, TopicLabel]] = {}
        keys: dict[int, str] = {}
        for topic in Topic.objects.select_related("locale"):
            keys[topic.pk] = topic.key
            labels = by_language.setdefault(topic.locale.language_code, {})
            labels[topic.key] = TopicLabel(topic.key, topic.name, topic.description, topic.order)
        kept = (by_language, keys)
        cache.set(CACHE_KEY, kept, CACHE_SECONDS)
    return kept


def topics(language: str | None = None) -> list[TopicLabel]:
    """All topics in the reader's language, in their order; one without translation keeps its German name."""
    by_language, _keys = _read()
    labels = by_language.get(FALLBACK, {}) | by_language.get((language or get_language() or FALLBACK)[:2], {})
    return sorted(labels.values(), key=lambda label: (label.order, label.name))


def labels_of(topic_ids: list[int], language: str | None = None) -> list[TopicLabel]:
    """The topics of these rows, whatever language the rows are in."""
    _by_language, keys = _read()
    wanted = {keys.get(topic_id) for topic_id in topic_ids}
    return [label for label in topics(language) if label.key in wanted]


def forget() -> None:
    cache.delete(CACHE_KEY)
