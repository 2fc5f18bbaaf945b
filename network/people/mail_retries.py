"""When the mail server does not answer: a task that mails is run again, a few times and at growing distances."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks.base import Task

WAITING_MINUTES = (1, 5, 30, 120)


def try_again(task: Task[..., Any], *args: Any, attempt: int) -> bool:
    """The task takes `attempt` last. False after the last one: then the error is to be raised."""
    if attempt >= len(WAITING_MINUTES):
        return False
    later = timezone.now() + timedelta(minutes=WAITING_MINUTES[attempt])
    task.using(run_after=later).enqueue(*args, attempt + 1)
    return True
