from django.apps import AppConfig
from django.core.management import call_command

from network.realtime.periodic import register_periodic

TASK_RESULTS_KEPT_DAYS = 7


def forget_finished_tasks() -> None:
    call_command("prune_db_task_results", queue_name="*", min_age_days=TASK_RESULTS_KEPT_DAYS, verbosity=0)


class ConfigConfig(AppConfig):
    name = "network.config"
    label = "network_config"

    def ready(self) -> None:
        # Its checks register themselves.
        from network.config import checks  # noqa: F401

        register_periodic("finished-tasks", seconds=3600, run=forget_finished_tasks)
