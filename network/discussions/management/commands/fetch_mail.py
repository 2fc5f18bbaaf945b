from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.discussions.mail.addresses import is_on
from network.discussions.mail.fetching import TROUBLE, fetch


class Command(BaseCommand):
    help = "Takes answers by e-mail out of a mailbox (REPLY_INBOX_URL) once; the worker does so every minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default="", help="imaps://user:password@host/INBOX or maildir:///directory")

    def handle(self, *args: Any, **options: Any) -> None:
        url = options["url"] or settings.REPLY_INBOX_URL
        if not is_on() or not url:
            raise CommandError("Answers by e-mail are off: REPLY_ADDRESS or REPLY_INBOX_URL is not set.")
        try:
            done = fetch(url)
        except (*TROUBLE, ValueError) as error:
            raise CommandError(f"The mailbox cannot be read: {error}") from error
        self.stdout.write(f"{done} e-mails dealt with.")
