from typing import Any, ClassVar

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from network.demo.removal import delete_demo


class Command(BaseCommand):
    help = "Deletes the demo network and everything written with its accounts; real content stays."

    # Production refuses to start while there is a demo; this command must start all the same.
    requires_system_checks: ClassVar[list[str]] = []

    def handle(self, *args: Any, **options: Any) -> None:
        delete_demo(self._say)
        self._say(_("The demo network is deleted."))

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
