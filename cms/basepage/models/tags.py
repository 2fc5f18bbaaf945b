from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager, _ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from cms.basepage.querysets import TagManager
from cms.basepage.tags import clean_name, tag_key


@register_snippet
class Tag(TagBase):
    """A free tag. `key` decides whether two spellings are the same tag."""

    key = models.CharField(_("key"), max_length=120, unique=True, editable=False)

    free_tagging = True
    objects = TagManager()
    panels: ClassVar = [FieldPanel("name")]

    class Meta:
        ordering = ("name",)
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean_name(self.name)
        self.key = tag_key(self.name)
        super().save(*args, **kwargs)

    @classmethod
    def find_or_create(cls, names: Iterable[str]) -> list["Tag"]:
        """In the order of the names; a name that consists of punctuation only is left out."""
        spelled: dict[str, str] = {}
        for name in map(clean_name, names):
            if tag_key(name):
                spelled.setdefault(tag_key(name), name)
        found = cls.objects.in_bulk(spelled, field_name="key")
        for key, name in spelled.items():
            if key not in found:
                found[key] = cls.objects.get_or_create(key=key, defaults={"name": name})[0]
        return [found[key] for key in spelled]


class TaggedPage(ItemBase):
    """Every page type is tagged through this one table, so that a list across page types is one query."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_pages")
    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="basepage_tag_once_a_page")
        ]
        verbose_name = _("tag of a page")
        verbose_name_plural = _("tags of a page")


class _MergingManager(_ClusterTaggableManager):
    def _to_tag_model_instances(self, tags: Iterable[Any], tag_kwargs: dict[str, Any]) -> list[Tag]:
        """taggit compares names; two spellings of one tag would become two tags."""
        names = [tag.name if isinstance(tag, Tag) else str(tag) for tag in tags]
        return Tag.find_or_create(names)


class _MergingField(ClusterTaggableManager):
    """modelcluster builds its own manager and does not look at `manager=`."""

    def __get__(self, instance: Any, model: type[models.Model]) -> _MergingManager:
        return _MergingManager(through=self.through, model=model, instance=instance, prefetch_cache_name=self.name)

    def deconstruct(self) -> Any:
        # To a migration it is the field it extends: the column is the same.
        name, _path, args, kwargs = super().deconstruct()
        return name, "modelcluster.contrib.taggit.ClusterTaggableManager", args, kwargs


def PageTags(**kwargs: Any) -> ClusterTaggableManager:  # noqa: N802 -- reads as the field it returns
    return _MergingField(through=TaggedPage, blank=True, **kwargs)
