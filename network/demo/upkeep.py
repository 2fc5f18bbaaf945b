"""A load saves each page several times, and each time Wagtail queues the upkeep of its indexes. Once is enough."""

from datetime import datetime

from django_tasks_db.models import DBTaskResult

from network.notifications.tasks import deliver_by_email


def drop_repeated_tasks(since: datetime) -> None:
    """Of tasks that would do the same, the last one stays; letters about invented conversations are not sent at all."""
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__gte=since).order_by("-enqueued_at")
    seen: set[str] = set()
    superfluous = []
    for pk, path, arguments in waiting.values_list("pk", "task_path", "args_kwargs"):
        same = f"{path} {arguments}"
        if same in seen or path == deliver_by_email.module_path:
            superfluous.append(pk)
        seen.add(same)
    for start in range(0, len(superfluous), 500):
        DBTaskResult.objects.ready().filter(pk__in=superfluous[start : start + 500]).delete()
