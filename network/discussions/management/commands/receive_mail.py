import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.discussions.mail.addresses import is_on
from network.discussions.mail.receiving import receive


class Command(BaseCommand):
    help = "Takes one e-mail from standard input, as a mail server pipes it: an answer becomes a post."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--recipient", default="", help="the address the mail server received it for")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_on():
            raise CommandError("Answers by e-mail are off: REPLY_ADDRESS is not set.")
        received = receive(sys.stdin.buffer.read(settings.REPLY_MAX_BYTES + 1), recipient=options["recipient"])
        self.stdout.write(" ".join(filter(None, [str(received.outcome), received.reason])))
