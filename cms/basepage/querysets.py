from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import get_language

if TYPE_CHECKING:
    from cms.basepage.models import Tag, Topic


class TopicQuerySet(models.QuerySet["Topic"]):
    def in_language(self, language: str | None = None) -> "TopicQuerySet":
        """The topics as they are called in a language (default: the reader's)."""
        return self.filter(locale__language_code=(language or get_language() or "de")[:2])


class TagQuerySet(models.QuerySet["Tag"]):
    def named(self, names: Iterable[str]) -> list["Tag"]:
        """The tags of these names, whatever their spelling; those that do not exist yet are created."""
        return self.model.find_or_create(names)


class TagManager(models.Manager.from_queryset(TagQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, name: str) -> Any:
        return self.get(name=name)
