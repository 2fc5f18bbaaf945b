"""Who is told of what becomes of an experience."""

from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import TaskState
from wagtail.signals import page_published, page_unpublished, task_rejected

from cms.municipalities.models import ExperiencePage
from network.notifications.actions import notify
from network.notifications.registry import register_kind
from network.people.models import User
from network.people.roles import Role

SUBMITTED = "experiences.submitted"
QUESTION = "experiences.changes_requested"
PUBLISHED = "experiences.published"
UNPUBLISHED = "experiences.unpublished"


def register() -> None:
    # The editors' mail is Wagtail's, which leads to the moderation of the page.
    register_kind(SUBMITTED, gettext_lazy("An experience waits for the editors"), email=False)
    register_kind(QUESTION, gettext_lazy("The editors ask back about my experience"))
    register_kind(PUBLISHED, gettext_lazy("My experience was published"))
    register_kind(UNPUBLISHED, gettext_lazy("My experience was withdrawn"))
    task_rejected.connect(_tell_of_question, dispatch_uid="experience_question")
    page_published.connect(_tell_of_publication, sender=ExperiencePage, dispatch_uid="experience_published")
    page_unpublished.connect(_tell_of_withdrawal, sender=ExperiencePage, dispatch_uid="experience_unpublished")


def tell_editors(page: ExperiencePage, author: User) -> None:
    editors = User.objects.filter(role__in=(Role.EDITOR, Role.COORDINATOR), is_active=True)
    notify(
        verb=SUBMITTED,
        recipients=editors,
        actor=author,
        subject=lambda: _("New for review: “%(title)s”") % {"title": page.title},
        text=page.summary,
        url=lambda: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        target_key=_target(page),
    )


def _tell_of_question(sender: Any, instance: TaskState, user: Any, **kwargs: Any) -> None:
    page = instance.workflow_state.content_object
    page = page.specific if page is not None else None
    if not isinstance(page, ExperiencePage) or page.author is None:
        return
    notify(
        verb=QUESTION,
        recipients=[page.author],
        actor=user,
        subject=lambda: _("The editors have a question about “%(title)s”") % {"title": page.title},
        text=instance.comment,
        url=lambda: reverse("cms_municipalities:experience-edit", args=[page.pk]),
        target_key=_target(page),
    )


def _tell_of_publication(sender: Any, instance: ExperiencePage, **kwargs: Any) -> None:
    """The first time; what editors polish afterwards is no news."""
    if instance.author is None or instance.first_published_at != instance.last_published_at:
        return
    notify(
        verb=PUBLISHED,
        recipients=[instance.author],
        subject=lambda: _("“%(title)s” is published") % {"title": instance.title},
        text=lambda: _("Everybody can find your experience now. Thank you for sharing it."),
        url=lambda: instance.get_url() or reverse("people:home"),
        target_key=_target(instance),
    )


def _tell_of_withdrawal(sender: Any, instance: ExperiencePage, **kwargs: Any) -> None:
    if instance.author is None or hasattr(instance, "hidden"):
        return  # what the moderation has decided it says itself
    notify(
        verb=UNPUBLISHED,
        recipients=[instance.author],
        subject=lambda: _("“%(title)s” is no longer public") % {"title": Truncator(instance.title).chars(120)},
        text=lambda: _("The editors have withdrawn it. You can change it and send it in again."),
        url=lambda: reverse("cms_municipalities:experience-edit", args=[instance.pk]),
        target_key=_target(instance),
    )


def _target(page: ExperiencePage) -> str:
    return f"experience:{page.pk}"
