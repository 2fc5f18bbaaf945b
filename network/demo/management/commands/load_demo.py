from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from network.demo.actions import load_demo


class Command(BaseCommand):
    help = "Loads the demo network: invented members and contributions around public facts. Repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        if getattr(settings, "REFUSE_DEMO", False):
            raise CommandError(
                _("Production settings refuse the demo network: the password of its accounts is public.")
            )
        load_demo(self._say)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
