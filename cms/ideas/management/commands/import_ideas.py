from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.basepage.registry import after_import
from cms.ideas.importing import IdeaRow, Unreadable, import_ideas, read_ideas
from cms.ideas.importing.writing import BATCH
from cms.ideas.models import IdeaIndexPage

SHOWN_ERRORS = 50
SHOWN_NAMES = 20


def count(number: int) -> str:
    return number_format(number, force_grouping=True)


class Command(BaseCommand):
    help = "Imports good ideas (JSON Lines or CSV), published; repeatable by source_id and lang, all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl|FILE.csv")
        parser.add_argument("--batch-size", type=int, default=BATCH, help=f"ideas written at once (default: {BATCH})")

    def handle(self, *args: Any, file: Path, batch_size: int, **options: Any) -> None:
        try:
            rows = read_ideas(file)
        except Unreadable as unreadable:
            raise CommandError(self._explained(file, unreadable)) from unreadable
        self._say(_("%(count)s ideas read, all of them in order.") % {"count": count(len(rows))})
        self._remark(rows)
        self._require_lists(rows)
        result = import_ideas(rows, batch=max(1, batch_size), on_progress=self._progress)
        if result.topics_kept_as_tags:
            names = ", ".join(sorted(result.topics_kept_as_tags)[:SHOWN_NAMES])
            self._say(_("These are no topics of the network; they are kept as tags: %(names)s.") % {"names": names})
        self._say(_("Putting them into the search …"))
        after_import()
        summary = _(
            "%(created)s new, %(updated)s changed, %(unchanged)s as before. They are published and can be found."
        )
        self._say(
            summary
            % {
                "created": count(result.created),
                "updated": count(result.updated),
                "unchanged": count(result.unchanged),
            }
        )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _progress(self, done: int, total: int) -> None:
        self._say(_("%(done)s of %(total)s stored …") % {"done": count(done), "total": count(total)})

    def _remark(self, rows: list[IdeaRow]) -> None:
        unknown = sorted({name for row in rows for name in row.unknown_fields})
        if unknown:
            names = ", ".join(unknown[:SHOWN_NAMES])
            self._say(_("These fields are unknown and were left out: %(names)s.") % {"names": names})

    def _require_lists(self, rows: list[IdeaRow]) -> None:
        there = set(IdeaIndexPage.objects.values_list("locale__language_code", flat=True))
        if not {row.lang for row in rows} <= there:
            raise CommandError(_("There is no list of ideas in this language yet. Run first: manage.py set_up_site"))

    def _explained(self, file: Path, unreadable: Unreadable) -> str:
        lines = [_("%(file)s was not imported; nothing has been changed.") % {"file": file.name}]
        lines += [str(error) for error in unreadable.errors[:SHOWN_ERRORS]]
        rest = len(unreadable.errors) - SHOWN_ERRORS
        if rest > 0:
            lines.append(
                ngettext("and %(count)s more error", "and %(count)s more errors", rest) % {"count": count(rest)}
            )
        return "\n".join(lines)
