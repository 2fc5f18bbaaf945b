from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models


class AdoptionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "AdoptionQuerySet":
        """Adoptions are public: that a municipality uses an idea is what others want to know."""
        return self.all()

    def of_idea(self, idea_key: UUID) -> "AdoptionQuerySet":
        return self.filter(idea_key=idea_key)

    def of_ideas(self, idea_keys: Iterable[UUID]) -> "AdoptionQuerySet":
        return self.filter(idea_key__in=list(idea_keys))

    def by_municipality(self, municipality: Any) -> "AdoptionQuerySet":
        return self.filter(municipality=municipality)
