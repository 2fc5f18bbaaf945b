"""Works off background tasks and periodic work, in a thread (embedded) or in `manage.py work` (production)."""

import logging
import threading
import time

from django.db import close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from network.realtime.periodic import Periodic, registered_periodics, wake_up

logger = logging.getLogger(__name__)

ROUND_SECONDS = 0.25
TASKS_A_ROUND = 20
"""An import leaves thousands; what was published meanwhile is indexed between them, not after them."""


def run_tasks(worker_id: str) -> None:
    """Run the next tasks that are due, then return."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=TASKS_A_ROUND,
        worker_id=worker_id,
        excluded_queue_names=[],
    ).run()


def run_periodic(periodic: Periodic) -> None:
    """A failing job must not end the others: it is logged and tried again at its next turn."""
    try:
        periodic.run()
    except Exception:
        logger.exception("periodic work %s failed", periodic.name)


def work(stop: threading.Event, worker_id: str) -> None:
    """Work until `stop` is set."""
    due: dict[str, float] = {}
    try:
        while not stop.is_set():
            wake_up.clear()
            close_old_connections()
            for periodic in registered_periodics():
                if due.get(periodic.name, 0.0) <= time.monotonic():
                    run_periodic(periodic)
                    due[periodic.name] = time.monotonic() + periodic.seconds
            try:
                run_tasks(worker_id)
                is_busy = DBTaskResult.objects.ready().exists()
            except Exception:
                logger.exception("background tasks failed")
                is_busy = False
            if not is_busy:
                wake_up.wait(ROUND_SECONDS)
    finally:
        connections.close_all()


class EmbeddedWorker:
    """The worker as a thread of the serving process."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=work, args=(self._stop, "embedded"), name="worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        wake_up.set()
        self._thread.join(timeout=10)
