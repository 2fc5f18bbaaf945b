"""The periodic work of background tasks: do what a worker died over, forget what is done."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from network.realtime.periodic import register_periodic

MINUTE, HOUR = 60.0, 3600.0
RESULTS_KEPT_DAYS = 7
LONGEST = timedelta(minutes=15)
"""No task of ours takes so long: it is no longer worked on."""
MOST_CLAIMS = 3


class AbandonedError(Exception):
    """A task that one worker after the other died over."""


def register() -> None:
    register_periodic("abandoned-tasks", seconds=MINUTE, run=give_back_abandoned)
    register_periodic("finished-tasks", seconds=HOUR, run=forget_finished)


def give_back_abandoned() -> None:
    """A worker that is killed leaves what it had begun marked as running, and no other would take it."""
    for task in DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LONGEST):
        if len(task.worker_ids) >= MOST_CLAIMS:
            task.set_failed(AbandonedError(task.task_path))
        else:
            task.status = TaskResultStatus.READY
            task.save(update_fields=["status"])


def forget_finished() -> None:
    call_command("prune_db_task_results", queue_name="*", min_age_days=RESULTS_KEPT_DAYS, verbosity=0)
