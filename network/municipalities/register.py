"""Reads the official register of German municipalities, and says of every bad row which column is wrong and why.

The columns are those of the Gemeindeverzeichnis (GV-ISys) of the Statistisches Bundesamt; `kind` is its "Textkennzeichen".
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.utils.translation import gettext as _

from network.municipalities.models import Kind, State
from network.municipalities.names import short_name

COLUMNS = ("ags", "ars", "name", "kind", "kreis", "state", "area_km2", "population", "postcode", "lon", "lat")
SIZE_LIMIT = 50_000_000

# "Textkennzeichen": 41 to 45 are districts as a whole (Satzart 40), 60 to 67 municipalities (Satzart 60).
KINDS = {
    "43": Kind.DISTRICT,
    "44": Kind.DISTRICT,
    "45": Kind.DISTRICT,
    "60": Kind.MARKET_TOWN,
    "61": Kind.COUNTY_FREE_CITY,
    "62": Kind.COUNTY_FREE_CITY,
    "63": Kind.TOWN,
    "64": Kind.MUNICIPALITY,
    "65": Kind.UNINCORPORATED,
    "66": Kind.UNINCORPORATED,
    "67": Kind.TOWN,
}

# The first two digits of an AGS are the state.
STATE_BY_NAME = {
    "Schleswig-Holstein": ("01", State.SH),
    "Hamburg": ("02", State.HH),
    "Niedersachsen": ("03", State.NI),
    "Bremen": ("04", State.HB),
    "Nordrhein-Westfalen": ("05", State.NW),
    "Hessen": ("06", State.HE),
    "Rheinland-Pfalz": ("07", State.RP),
    "Baden-Württemberg": ("08", State.BW),
    "Bayern": ("09", State.BY),
    "Saarland": ("10", State.SL),
    "Berlin": ("11", State.BE),
    "Brandenburg": ("12", State.BB),
    "Mecklenburg-Vorpommern": ("13", State.MV),
    "Sachsen": ("14", State.SN),
    "Sachsen-Anhalt": ("15", State.ST),
    "Thüringen": ("16", State.TH),
}
# Germany with its coastal waters, in degrees.
LATITUDES = (47.0, 55.9)
LONGITUDES = (5.5, 15.5)


@dataclass(frozen=True)
class RegisterEntry:
    ags: str
    ars: str
    official_name: str
    kind: Kind
    district_name: str
    state: State
    area_km2: Decimal
    population: int
    postcode: str
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True)
class RegisterError:
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = _("line %(line)d") % {"line": self.line} if self.line else _("file")
        if self.column:
            where += ", " + _("column “%(column)s”") % {"column": self.column}
        return f"{where}: {self.message}"


class RegisterUnreadable(Exception):  # noqa: N818 -- holds every error found, not one
    def __init__(self, errors: list[RegisterError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


class _BadCellError(ValueError):
    pass


def read_register(path: Path, on_row: Callable[[int], None] = lambda number: None) -> list[RegisterEntry]:
    """Every entry of the file, or RegisterUnreadable with every error in it."""
    reader = csv.reader(io.StringIO(_text_of(path), newline=""), strict=True)
    entries: list[RegisterEntry] = []
    errors: list[RegisterError] = []
    lines_by_ags: dict[str, int] = {}
    try:
        header = _header(next(reader, []))
        for number, cells in enumerate(reader, start=1):
            on_row(number)
            if not cells:
                continue
            line = reader.line_num
            entry, found = parse_row(line, cells, header)
            errors += found
            if entry is None:
                continue
            first = lines_by_ags.setdefault(entry.ags, line)
            if first != line:
                message = _("%(ags)s is already in line %(line)d.") % {"ags": entry.ags, "line": first}
                errors.append(RegisterError(line, "ags", message))
            entries.append(entry)
    except csv.Error as error:
        message = _("not readable as CSV (%(reason)s); is a quotation mark missing?") % {"reason": error}
        errors.append(RegisterError(reader.line_num, "", message))
    if not entries and not errors:
        errors.append(RegisterError(0, "", _("There is a header but not a single row.")))
    if errors:
        raise RegisterUnreadable(errors)
    return entries


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise _unreadable(_("The file is larger than %(size)d MB.") % {"size": SIZE_LIMIT // 1_000_000})
        content = path.read_bytes()
    except OSError as error:
        raise _unreadable(_("cannot be opened: %(reason)s") % {"reason": error.strerror}) from error
    if not content.strip():
        raise _unreadable(_("The file is empty."))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unreadable(_("The file is in UTF-16; please save it as “CSV UTF-8”."))
    if b"\x00" in content:
        raise _unreadable(_("contains a NUL byte."), _line_at(content, content.index(b"\x00")))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("not UTF-8 (byte 0x%(byte)02x); please save the file as “CSV UTF-8”.") % {
            "byte": content[error.start]
        }
        raise _unreadable(message, _line_at(content, error.start)) from error


def _line_at(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _unreadable(message: str, line: int = 0) -> RegisterUnreadable:
    return RegisterUnreadable([RegisterError(line, "", message)])


def _header(cells: list[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    if len(header) == 1 and (delimiter := re.search(r"[;\t|]", header[0])):
        found = {";": _("semicolon"), "\t": _("tab stop"), "|": "|"}[delimiter.group()]
        raise _unreadable(_("The columns must be separated by commas, here it is: %(found)s.") % {"found": found}, 1)
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise _unreadable(_("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)}, 1)
    repeated = sorted({column for column in COLUMNS if header.count(column) > 1})
    if repeated:
        raise _unreadable(_("These columns occur twice: %(columns)s.") % {"columns": ", ".join(repeated)}, 1)
    return header


def parse_row(
    line: int, cells: list[str], header: list[str] | tuple[str, ...]
) -> tuple[RegisterEntry | None, list[RegisterError]]:
    """The entry, or None and what is wrong with each column."""
    if len(cells) != len(header):
        message = _("%(found)d values instead of %(expected)d.") % {"found": len(cells), "expected": len(header)}
        return None, [RegisterError(line, "", message)]
    return parse_values(line, dict(zip(header, cells, strict=True)))


def parse_values(line: int, row: Mapping[str, str]) -> tuple[RegisterEntry | None, list[RegisterError]]:
    """As `parse_row`, for values that already have their names."""
    values: dict[str, object] = {}
    errors = []
    row = {column: str(row.get(column, "")).strip() for column in COLUMNS}
    if _is_nowhere(row):
        row.update(lon="", lat="")
    for column, field, parse in PARSERS:
        try:
            values[field] = parse(row[column])
        except _BadCellError as error:
            errors.append(RegisterError(line, column, str(error)))
    if not errors:
        errors = [RegisterError(line, column, message) for column, message in _contradictions(values)]
    if errors:
        return None, errors
    values["state"] = values["state"][1]  # type: ignore[index]
    return RegisterEntry(**values), []  # type: ignore[arg-type]


def _is_nowhere(row: Mapping[str, str]) -> bool:
    """The register writes 0, 0 for uninhabited areas without a place, such as a river shared with Luxembourg."""
    return row["population"] == "0" and row["lon"] == row["lat"] == "0"


def _contradictions(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    ags, (state_key, _state) = str(values["ags"]), values["state"]  # type: ignore[misc]
    if not ags.startswith(state_key):
        yield "state", _("does not go with the key %(ags)s, which begins with another state's number.") % {"ags": ags}
    if (len(ags) == 5) != (values["kind"] == Kind.DISTRICT):
        yield "ags", _("A district has 5 digits, a municipality 8; here it is %(ags)s.") % {"ags": ags}
    if (values["longitude"] is None) != (values["latitude"] is None):
        yield "lon", _("Either both coordinates or none.")


def _ags(text: str) -> str:
    if re.fullmatch(r"\d{8}|\d{5}", text, re.ASCII):
        return text
    if re.fullmatch(r"\d{7}", text, re.ASCII):
        raise _BadCellError(
            _("“%(value)s” has 7 digits; has a spreadsheet dropped the leading zero?") % {"value": text}
        )
    raise _BadCellError(_("“%(value)s” is not an official key of 8 digits.") % {"value": text[:40]})


def _ars(text: str) -> str:
    if text and not re.fullmatch(r"\d{5,12}", text, re.ASCII):
        raise _BadCellError(_("“%(value)s” is not a regional key of 12 digits.") % {"value": text[:40]})
    return text


def _name(text: str) -> str:
    if not short_name(text):
        raise _BadCellError(_("is missing."))
    return _line_of_text(text)


def _line_of_text(text: str) -> str:
    if len(text) > 120:
        raise _BadCellError(_("is longer than 120 characters."))
    if not text.isprintable():
        raise _BadCellError(_("contains characters that cannot be printed."))
    return " ".join(text.split())


def _kind(text: str) -> Kind:
    if text not in KINDS:
        raise _BadCellError(
            _("“%(value)s” is not one of %(known)s.") % {"value": text[:40], "known": ", ".join(sorted(KINDS))}
        )
    return KINDS[text]


def _state(text: str) -> tuple[str, State]:
    if text not in STATE_BY_NAME:
        raise _BadCellError(_("“%(value)s” is not a German state.") % {"value": text[:40]})
    return STATE_BY_NAME[text]


def _area(text: str) -> Decimal:
    try:
        area = Decimal(text)
    except InvalidOperation as error:
        raise _BadCellError(_("“%(value)s” is not a number such as 137.78.") % {"value": text[:40]}) from error
    if not area.is_finite() or not 0 <= area < 1_000_000:
        raise _BadCellError(_("“%(value)s” is not a possible area.") % {"value": text[:40]})
    return round(area, 2)


def _population(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise _BadCellError(_("“%(value)s” is not a whole number.") % {"value": text[:40]})
    return int(text)


def _postcode(text: str) -> str:
    if text and not re.fullmatch(r"\d{5}", text, re.ASCII):
        raise _BadCellError(_("“%(value)s” is not a postcode of 5 digits.") % {"value": text[:40]})
    return text


def _coordinate(lowest: float, highest: float) -> Callable[[str], float | None]:
    def parse(text: str) -> float | None:
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,3}(\.\d{1,15})?", text, re.ASCII):
            raise _BadCellError(_("“%(value)s” is not a number of degrees such as 6.56089.") % {"value": text[:40]})
        if not lowest <= float(text) <= highest:
            raise _BadCellError(_("%(value)s degrees is not in Germany.") % {"value": text})
        return float(text)

    return parse


PARSERS: tuple[tuple[str, str, Callable[[str], object]], ...] = (
    ("ags", "ags", _ags),
    ("ars", "ars", _ars),
    ("name", "official_name", _name),
    ("kind", "kind", _kind),
    ("kreis", "district_name", _line_of_text),
    ("state", "state", _state),
    ("area_km2", "area_km2", _area),
    ("population", "population", _population),
    ("postcode", "postcode", _postcode),
    ("lon", "longitude", _coordinate(*LONGITUDES)),
    ("lat", "latitude", _coordinate(*LATITUDES)),
)
