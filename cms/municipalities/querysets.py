from typing import Any, Self

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from wagtail.models import PageManager

from cms.basepage.access import below_restriction
from cms.basepage.querysets import VisiblePageQuerySet
from network.people.rules import is_active_user, is_editor


class ProfileQuerySet(VisiblePageQuerySet):
    def once_per_municipality(self, language: str | None = None) -> Self:
        """Each profile in the reader's language, or else in the one it is written in."""
        code = (language or get_language() or "de")[:2]
        own = self.model.objects.filter(municipality=OuterRef("municipality"), live=True, locale__language_code=code)
        return self.filter(Q(locale__language_code=code) | ~Exists(own))


class ExperienceQuerySet(VisiblePageQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Editors see all, authors their own in every state, everybody what is published."""
        if is_editor(user):
            return self.all()
        published = Q(live=True) & ~below_restriction()
        return self.filter(published | Q(author=user)) if is_active_user(user) else self.filter(published)

    def written_by(self, user: Any) -> Self:
        return self.filter(author=user)


ProfileManager = PageManager.from_queryset(ProfileQuerySet)
ExperienceManager = PageManager.from_queryset(ExperienceQuerySet)
