"""The editors' review, in Wagtail's own workflow, for everything below the home pages."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from network.people.roles import EDITORS_GROUP

WORKFLOW = "Redaktionelle Prüfung"
TASK = "Prüfung durch die Redaktion"


def set_up_workflow(homes: Iterable[Page]) -> Workflow:
    """Replaces the workflow Wagtail brings along, whose groups nobody belongs to."""
    workflow = Workflow.objects.get_or_create(name=WORKFLOW)[0]
    task = GroupApprovalTask.objects.get_or_create(name=TASK)[0]
    task.groups.add(Group.objects.get(name=EDITORS_GROUP))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    for home in homes:
        WorkflowPage.objects.get_or_create(page_id=home.pk, defaults={"workflow": workflow})
    for brought_along in Workflow.objects.filter(name="Moderators approval", active=True):
        brought_along.deactivate()
    return workflow
