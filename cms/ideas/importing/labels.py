"""Topics and tags of imported ideas, looked up once for all rows."""

from collections.abc import Iterable
from typing import Any

from cms.basepage.models import Tag, TaggedPage, Topic
from cms.basepage.tags import tag_key
from cms.ideas.importing.rows import IdeaRow
from cms.ideas.models import IdeaPage

BATCH = 1000
# Topics are a many-to-many field of each page type, tags one table of all.
PageTopic: Any = IdeaPage._meta.get_field("topics").remote_field.through


class Labels:
    """A topic is named by its key or by its name in any language. What is no topic is kept as a tag, not lost."""

    def __init__(self, rows: list[IdeaRow]) -> None:
        self._topics: dict[str, dict[str, Topic]] = {}
        self._keys: dict[str, str] = {}
        for topic in Topic.objects.select_related("locale"):
            self._topics.setdefault(topic.locale.language_code, {})[topic.key] = topic
            self._keys[tag_key(topic.key)] = self._keys[tag_key(topic.name)] = topic.key
        self.unknown_topics = {name for row in rows for name in row.topics if tag_key(name) not in self._keys}
        self._tags = self._find_or_create([name for row in rows for name in self._tag_names(row)])

    def topics_of(self, row: IdeaRow) -> list[Topic]:
        in_language = self._topics.get(row.lang, {})
        keys = dict.fromkeys(self._keys[tag_key(name)] for name in row.topics if tag_key(name) in self._keys)
        return [in_language[key] for key in keys if key in in_language]

    def tags_of(self, row: IdeaRow) -> list[Tag]:
        return list(dict.fromkeys(self._tags[tag_key(name)] for name in self._tag_names(row)))

    def attach(self, pages: list[IdeaPage], rows: list[IdeaRow]) -> None:
        """To pages that have none yet."""
        pairs = list(zip(pages, rows, strict=True))
        PageTopic.objects.bulk_create(
            [PageTopic(ideapage_id=page.pk, topic_id=topic.pk) for page, row in pairs for topic in self.topics_of(row)],
            batch_size=BATCH,
        )
        TaggedPage.objects.bulk_create(
            [TaggedPage(content_object_id=page.pk, tag=tag) for page, row in pairs for tag in self.tags_of(row)],
            batch_size=BATCH,
        )

    def differing(self, pages: Iterable[IdeaPage], rows: list[IdeaRow], pks: dict[tuple[str, str], int]) -> set[int]:
        """The pages whose labels are not those of their row."""
        ids = [page.pk for page in pages]
        topics: dict[int, set[int]] = {}
        tags: dict[int, set[int]] = {}
        for page_id, topic_id in PageTopic.objects.filter(ideapage_id__in=ids).values_list("ideapage_id", "topic_id"):
            topics.setdefault(page_id, set()).add(topic_id)
        tagged = TaggedPage.objects.filter(content_object_id__in=ids)
        for page_id, tag_id in tagged.values_list("content_object_id", "tag_id"):
            tags.setdefault(page_id, set()).add(tag_id)
        return {
            pks[row.key]
            for row in rows
            if topics.get(pks[row.key], set()) != {topic.pk for topic in self.topics_of(row)}
            or tags.get(pks[row.key], set()) != {tag.pk for tag in self.tags_of(row)}
        }

    def _tag_names(self, row: IdeaRow) -> list[str]:
        return [*row.tags, *(name for name in row.topics if name in self.unknown_topics)]

    @staticmethod
    def _find_or_create(names: list[str]) -> dict[str, Tag]:
        spelled: dict[str, str] = {}
        for name in names:
            spelled.setdefault(tag_key(name), name)
        keys = list(spelled)
        found: dict[str, Tag] = {}
        for start in range(0, len(keys), BATCH):
            found |= Tag.objects.in_bulk(keys[start : start + BATCH], field_name="key")
        for tag in Tag.find_or_create(name for key, name in spelled.items() if key not in found):
            found[tag.key] = tag
        return found
