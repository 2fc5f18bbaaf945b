"""What the moderation has decided about an experience. Whether it may is `moderation.decide`, asked by who calls this."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.municipalities.models import ExperiencePage, HiddenExperience
from cms.municipalities.querysets import ExperienceQuerySet
from network.people.models import User


def lock_experience(*, page: ExperiencePage) -> None:
    list(Page.objects.select_for_update().filter(translation_key=page.translation_key).order_by("pk"))


def hide_experience(*, page: ExperiencePage, actor: User, reason: str) -> None:
    """In all languages. Its author reads it on, and may change it and send it in again."""
    with transaction.atomic():
        lock_experience(page=page)
        shown = list(_versions(page).filter(live=True))
        if not shown:
            raise ValidationError(_("It is no longer shown."), code="state")
        for version in shown:
            HiddenExperience.objects.update_or_create(
                page=version, defaults={"reason": reason, "revision": version.live_revision}
            )
            version.unpublish(user=actor, log_action=True)


def restore_experience(*, page: ExperiencePage, actor: User) -> None:
    """As everybody read it; what its author has changed meanwhile stays with the editors."""
    with transaction.atomic():
        lock_experience(page=page)
        hidden = list(HiddenExperience.objects.filter(page__in=_versions(page)).select_related("page", "revision"))
        if not hidden:
            raise ValidationError(_("It is not hidden."), code="state")
        for each in hidden:
            (each.revision or each.page.save_revision(user=actor)).publish(user=actor)


def _versions(page: ExperiencePage) -> ExperienceQuerySet:
    return ExperiencePage.objects.filter(translation_key=page.translation_key).order_by("pk")
