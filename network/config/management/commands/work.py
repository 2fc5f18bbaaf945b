import signal
import socket
import threading
from typing import Any

from django.core.management.base import BaseCommand

from network.config.worker import work
from network.realtime.periodic import wake_up


class Command(BaseCommand):
    help = "Works off background tasks, the search outbox and mail until it is told to end (SIGTERM)."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()

        def end(*_: object) -> None:
            stop.set()
            wake_up.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        self.stdout.write("Working. End with Ctrl+C.")
        work(stop, socket.gethostname()[:60])
