"""Where an experience stands, as its author and the rules see it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from cms.municipalities.models import ExperiencePage


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("With the editors")
    CHANGES_REQUESTED = "changes_requested", _("The editors have a question")
    PUBLISHED = "published", _("Published")
    HIDDEN = "hidden", _("Hidden by the moderation")


EDITABLE = (State.DRAFT, State.CHANGES_REQUESTED, State.HIDDEN)
"""While the editors read it, nobody changes the text under their eyes; what is published is the editors' to change."""


def state_of(page: ExperiencePage) -> State:
    workflow_state = page.current_workflow_state
    if workflow_state is not None:
        if workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            return State.CHANGES_REQUESTED
        return State.IN_REVIEW
    if page.live:
        return State.PUBLISHED
    return State.HIDDEN if hasattr(page, "hidden") else State.DRAFT


def editors_question(page: ExperiencePage) -> TaskState | None:
    """The last "request changes", with its comment, while it waits for an answer."""
    workflow_state = page.current_workflow_state
    if workflow_state is None or workflow_state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    return workflow_state.current_task_state
