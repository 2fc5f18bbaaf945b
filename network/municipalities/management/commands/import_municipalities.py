from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.municipalities.actions import import_register
from network.municipalities.register import RegisterUnreadable, read_register

STEP = 2_000
SHOWN_ERRORS = 50


def count(number: int) -> str:
    return number_format(number, force_grouping=True)


class Command(BaseCommand):
    help = "Imports the official register of German municipalities (CSV); repeatable, all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--population-on",
            type=date.fromisoformat,
            default=date(2019, 12, 31),
            metavar="YYYY-MM-DD",
            help="the day of the register's inhabitants (default: 2019-12-31)",
        )

    def handle(self, *args: Any, file: Path, population_on: date, **options: Any) -> None:
        try:
            entries = read_register(file, self._read)
        except RegisterUnreadable as unreadable:
            raise CommandError(self._explained(file, unreadable)) from unreadable
        self._say(_("%(count)s rows read, all of them in order.") % {"count": count(len(entries))})
        result = import_register(entries, population_on=population_on, on_saved=self._saved)
        summary = _("%(created)s new, %(updated)s changed, %(unchanged)s as before; %(districts)s districts derived.")
        self._say(
            summary
            % {
                "created": count(result.created),
                "updated": count(result.updated),
                "unchanged": count(result.unchanged),
                "districts": count(result.districts),
            }
        )
        if result.missing:
            note = ngettext(
                "%(count)s municipality of the earlier register is not in this file; it stays as it is.",
                "%(count)s municipalities of the earlier register are not in this file; they stay as they are.",
                result.missing,
            )
            self._say(note % {"count": count(result.missing)})

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _read(self, number: int) -> None:
        if number % STEP == 0:
            self._say(_("%(count)s rows read …") % {"count": count(number)})

    def _saved(self, done: int, total: int) -> None:
        if done % STEP == 0 or done == total:
            self._say(_("%(done)s of %(total)s stored …") % {"done": count(done), "total": count(total)})

    def _explained(self, file: Path, unreadable: RegisterUnreadable) -> str:
        lines = [_("%(file)s was not imported; nothing has been changed.") % {"file": file.name}]
        lines += [str(error) for error in unreadable.errors[:SHOWN_ERRORS]]
        rest = len(unreadable.errors) - SHOWN_ERRORS
        if rest > 0:
            lines.append(
                ngettext("and %(count)s more error", "and %(count)s more errors", rest) % {"count": count(rest)}
            )
        return "\n".join(lines)
