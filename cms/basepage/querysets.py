from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from cms.basepage.access import below_restriction
from network.people.rules import is_editor


class VisiblePageQuerySet(PageQuerySet):
    def published(self) -> Self:
        """What everybody may read."""
        return self.live().exclude(below_restriction())

    def visible_to(self, user: Any) -> Self:
        """Editors see every page in every state, everybody else what is published."""
        return self.all() if is_editor(user) else self.published()

    def in_language(self, language: str | None = None) -> Self:
        return self.filter(locale__language_code=(language or get_language() or "de")[:2])

    def once_each(self, language: str | None = None) -> Self:
        """Each page in the reader's language, or else in the language it was written in."""
        code = (language or get_language() or "de")[:2]
        own = self.model.objects.filter(translation_key=OuterRef("translation_key"), live=True)
        return self.filter(Q(locale__language_code=code) | ~Exists(own.filter(locale__language_code=code)))

    def for_cards(self) -> Self:
        """With all a card shows, in two queries whatever the number of cards."""
        return self.select_related("locale", "image").prefetch_related("topics").defer_streamfields()


VisiblePageManager = PageManager.from_queryset(VisiblePageQuerySet)


class TopicQuerySet(models.QuerySet):
    def in_language(self, language: str | None = None) -> Self:
        """The topics as they are called in a language (default: the reader's)."""
        return self.filter(locale__language_code=(language or get_language() or "de")[:2])


class TagQuerySet(models.QuerySet):
    def named(self, names: Iterable[str]) -> list[Any]:
        """The tags of these names, whatever their spelling; those that do not exist yet are created."""
        return self.model.find_or_create(names)  # type: ignore[attr-defined] # the model is Tag


class TagManager(models.Manager.from_queryset(TagQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, name: str) -> Any:
        return self.get(name=name)
