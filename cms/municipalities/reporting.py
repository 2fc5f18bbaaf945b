"""Experiences as something that can be reported, hidden and shown again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.signals import page_published

from cms.municipalities.actions.hiding import hide_experience, lock_experience, restore_experience
from cms.municipalities.experience import REPORTABLE, profile_url
from cms.municipalities.models import ExperiencePage, HiddenExperience
from network.moderation.actions import note_shown
from network.moderation.registry import ReportableKind, ScopeKind, Subject, register_reportable, register_scope
from network.people.breadcrumbs import breadcrumbs
from network.people.markdown import render_markdown
from network.people.models import User
from network.people.rules import is_active_user

SCOPE = "pages:1"
"""All pages stand in one place: who may decide about one may about each."""
TOLD = ("summary", "what_we_did", "outcome", "what_did_not_work")


def register() -> None:
    kind = ReportableKind(find=find, look=look, lock=lock, hide=hide, restore=restore)
    register_reportable(REPORTABLE, kind)
    deciders = gettext_lazy("The editors and the coordinators look at it and decide.")
    register_scope("pages", ScopeKind(managed_by, readable_by, managers, readers, deciders))
    page_published.connect(shown_again, sender=ExperiencePage, dispatch_uid="experience_shown_again")


def find(user: User, pk: int) -> Subject | None:
    page = _with_all(ExperiencePage.objects.visible_to(user)).filter(pk=pk).first()
    return _subject(page) if page else None


def look(ids: Sequence[int]) -> dict[int, Subject]:
    return {page.pk: _subject(page) for page in _with_all(ExperiencePage.objects.filter(pk__in=ids))}


def lock(pk: int) -> None:
    page = ExperiencePage.objects.filter(pk=pk).first()
    if page is not None:
        lock_experience(page=page)


def hide(pk: int, actor: User, reason: str) -> None:
    hide_experience(page=ExperiencePage.objects.get(pk=pk), actor=actor, reason=reason)


def restore(pk: int, actor: User) -> None:
    restore_experience(page=ExperiencePage.objects.get(pk=pk), actor=actor)


def shown_again(sender: Any, instance: ExperiencePage, **kwargs: Any) -> None:
    """Whoever publishes it, with a decision or after a change of its author."""
    if HiddenExperience.objects.filter(page=instance).delete()[0]:
        note_shown(key=key_of(instance))


def key_of(page: ExperiencePage) -> str:
    return f"{REPORTABLE}:{page.pk}"


def readable_by(user: User) -> Iterable[int]:
    return [1] if is_active_user(user) else []


def managed_by(user: User) -> Iterable[int]:
    """Nobody but editors and coordinators, who decide without managing."""
    return []


def managers(scope: int) -> QuerySet[User]:
    return User.objects.none()


def readers(scope: int) -> QuerySet[User]:
    return User.objects.active()


def _with_all(pages: QuerySet[ExperiencePage]) -> QuerySet[ExperiencePage]:
    return pages.select_related("author", "municipality", "hidden").defer_streamfields()


def _subject(page: ExperiencePage) -> Subject:
    is_hidden = hasattr(page, "hidden") and not page.live
    author = page.author.get_full_name() if page.author else ""
    url = page.get_url() or ""
    texts = [(render_markdown(getattr(page, name)),) for name in TOLD if getattr(page, name).strip()]
    return Subject(
        key=key_of(page),
        scope=SCOPE,
        author=page.author,
        author_name=f"{author} ({page.municipality.label})" if author else "",
        title=page.title,
        what=lambda: _("experience “%(title)s”") % {"title": page.title},
        place=page.municipality.label,
        url=url,
        html=format_html_join("\n", "{}", texts),
        trail=breadcrumbs((page.municipality.label, profile_url(page)), (page.title, url)),
        at=page.first_published_at or page.latest_revision_created_at,
        is_hidden=is_hidden,
        is_gone=not page.live and not is_hidden,
    )
