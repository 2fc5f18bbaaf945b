"""A file of ideas, JSON Lines or CSV, into rows; every broken line is found before anything is written."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.ideas.importing.rows import FIELDS, REQUIRED, IdeaRow, LineError, Unreadable, judge

SIZE_LIMIT = 500 * 1024 * 1024
CELL_LIMIT = 1_000_000
DELIMITERS = ",;\t"


def read_ideas(path: Path) -> list[IdeaRow]:
    """Raises Unreadable with every broken line of the file."""
    content = _content(path)
    lines = _csv_lines(content) if path.suffix.lower() == ".csv" else _json_lines(content)
    return _rows(lines)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise Unreadable([LineError(0, "", _("The file is larger than 500 MB."))])
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable([LineError(0, "", _("cannot be opened: %(reason)s") % {"reason": error.strerror})]) from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable([LineError(0, "", _("The file is in UTF-16; please save it as UTF-8."))])
    return content.removeprefix(b"\xef\xbb\xbf")


def _rows(lines: Iterable[tuple[int, dict[str, Any] | LineError]]) -> list[IdeaRow]:
    rows: list[IdeaRow] = []
    errors: list[LineError] = []
    first_lines: dict[tuple[str, str], int] = {}
    for line, values in lines:
        if isinstance(values, LineError):
            errors.append(values)
            continue
        row, found = judge(line, values)
        errors += found
        if row is None:
            continue
        first = first_lines.setdefault(row.key, line)
        if first != line:
            message = _("“%(source_id)s” in this language is already in line %(line)d.")
            errors.append(LineError(line, "source_id", message % {"source_id": row.source_id, "line": first}))
        rows.append(row)
    if not rows and not errors:
        errors.append(LineError(0, "", _("There is no idea in the file.")))
    if errors:
        raise Unreadable(errors)
    return rows


def _json_lines(content: bytes) -> Iterator[tuple[int, dict[str, Any] | LineError]]:
    for number, raw in enumerate(content.split(b"\n"), start=1):
        if not raw.strip():
            continue
        yield number, _json_line(number, raw)


def _json_line(number: int, raw: bytes) -> dict[str, Any] | LineError:
    try:
        values = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return LineError(number, "", _not_utf8(raw[error.start]))
    except RecursionError:
        return LineError(number, "", _("is nested too deeply."))
    except ValueError as error:
        reason = getattr(error, "msg", str(error))
        column = getattr(error, "colno", 1)
        message = _("is not JSON (column %(column)d: %(reason)s).")
        return LineError(number, "", message % {"column": column, "reason": reason})
    if not isinstance(values, dict):
        return LineError(number, "", _('must be an object: {"source_id": …, "lang": …, "title": …}.'))
    return values


def _not_utf8(byte: int) -> str:
    return _("is not UTF-8 (byte 0x%(byte)02x).") % {"byte": byte}


def _csv_lines(content: bytes) -> Iterator[tuple[int, dict[str, Any] | LineError]]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable([LineError(line, "", _not_utf8(content[error.start]))]) from error
    csv.field_size_limit(CELL_LIMIT)
    header_line = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = _("not readable as CSV (%(reason)s); is a quotation mark missing?") % {"reason": error}
            yield begins, LineError(begins, "", message)
            return
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = _header(cells)
        elif len(cells) != len(header):
            message = _("has %(found)d cells, the header has %(expected)d.")
            yield begins, LineError(begins, "", message % {"found": len(cells), "expected": len(header)})
        else:
            yield begins, dict(zip(header, cells, strict=True))


def _header(cells: list[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise Unreadable(
            [LineError(1, "", _("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)})]
        )
    repeated = sorted({name for name in FIELDS if header.count(name) > 1})
    if repeated:
        message = _("These columns occur twice: %(columns)s.") % {"columns": ", ".join(repeated)}
        raise Unreadable([LineError(1, "", message)])
    return header
