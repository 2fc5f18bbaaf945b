"""`manage.py import_municipalities`, with good files and every broken one."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from network.municipalities.models import Municipality
from tests.factories.municipalities import KrefeldFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

HEADER = "ags,ars,name,kind,kreis,state,area_km2,population,male,female,postcode,lon,lat,urbanisation"
KREFELD = '05114000,051140000000,"Krefeld, Stadt",61,"Krefeld, Stadt",Nordrhein-Westfalen,137.78,227417,1,1,47798,6.56089,51.332637,x'
SONTHOFEN = '09780139,097800139139,"Sonthofen, St",63,Oberallgäu,Bayern,46.55,21619,1,1,87527,10.28,47.51,x'
RETTENBERG = "09780137,097800137137,Rettenberg,64,Oberallgäu,Bayern,59.35,4000,1,1,87549,10.29,47.58,x"
FOREST = '09780451,097800999451,"Forst, gemfr. Gebiet",66,Oberallgäu,Bayern,10.10,0,0,0,,10.1,47.5,x'
SEA = "13000999,130009999999,Küstengewässer,66,,Mecklenburg-Vorpommern,1.00,0,0,0,,0,0,x"
GOOD = f"{HEADER}\n{KREFELD}\n{SONTHOFEN}\n{RETTENBERG}\n{FOREST}\n{SEA}" + "\n"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def run(tmp_path):
    def import_file(content: str | bytes | Path, **options) -> str:
        path = tmp_path / "register.csv"
        if isinstance(content, Path):
            path = content
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        out = StringIO()
        call_command("import_municipalities", path, stdout=out, **options)
        return out.getvalue()

    return import_file


def test_import_fills_the_register_and_its_districts(run):
    output = run(GOOD)

    places = Municipality.objects.order_by("ags").values_list("ags", "name", "kind", "state", "population", "slug")
    assert list(places) == [
        ("05114000", "Krefeld", "county_free_city", "NW", 227417, "krefeld"),
        ("09780", "Landkreis Oberallgäu", "district", "BY", 25619, "landkreis-oberallgaeu"),
        ("09780137", "Rettenberg", "municipality", "BY", 4000, "rettenberg"),
        ("09780139", "Sonthofen", "town", "BY", 21619, "sonthofen"),
        ("09780451", "Forst", "unincorporated", "BY", 0, "forst"),
        ("13000999", "Küstengewässer", "unincorporated", "MV", 0, "kuestengewaesser"),
    ]
    assert output.splitlines() == [
        "5 rows read, all of them in order.",
        "6 of 6 stored …",
        "6 new, 0 changed, 0 as before; 1 districts derived.",
    ]


def test_import_derives_the_district_as_sum_and_weighted_centre(run):
    run(GOOD)

    district = Municipality.objects.get(ags="09780")
    assert (district.area_km2, district.postcode, district.district_name) == (Decimal("116.00"), "", "")
    assert (district.longitude, district.latitude) == (10.28156, 47.52093)
    assert district.population_on == date(2019, 12, 31)


def test_import_keeps_a_district_the_file_names_itself(run):
    row = '09780,09780,"Oberallgäu, Landkreis",44,Oberallgäu,Bayern,1527.97,156008,1,1,,10.26905,47.61559,x'

    run(f"{HEADER}\n{SONTHOFEN}\n{row}\n")

    district = Municipality.objects.get(kind="district")
    assert (district.name, district.population) == ("Landkreis Oberallgäu", 156008)


def test_import_leaves_uninhabited_places_without_a_point(run):
    run(GOOD)

    sea = Municipality.objects.get(ags="13000999")
    assert (sea.longitude, sea.latitude) == (None, None)


def test_import_again_changes_nothing(run):
    run(GOOD)
    before = list(Municipality.objects.order_by("pk").values())

    output = run(GOOD)

    assert list(Municipality.objects.order_by("pk").values()) == before
    assert output.splitlines()[-1] == "0 new, 0 changed, 6 as before; 1 districts derived."


def test_import_brings_the_register_up_to_date_and_leaves_the_networks_own_alone(run):
    krefeld = KrefeldFactory(slug="krefeld-am-rhein", population=1, contact_role="Amt", contact_email="a@b.example")
    toronto = MunicipalityFactory(ags=None, name="Toronto", country="CA")

    output = run(GOOD, population_on=date(2020, 12, 31))

    krefeld.refresh_from_db()
    assert (krefeld.population, krefeld.population_on) == (227417, date(2020, 12, 31))
    assert (krefeld.joined_on, krefeld.slug) == (date(2016, 4, 12), "krefeld-am-rhein")
    assert (krefeld.contact_role, krefeld.contact_email) == ("Amt", "a@b.example")
    assert Municipality.objects.get(pk=toronto.pk).name == "Toronto"
    assert output.splitlines()[-1] == "5 new, 1 changed, 0 as before; 1 districts derived."


def test_import_tells_of_municipalities_the_file_no_longer_has(run):
    run(GOOD)

    output = run(f"{HEADER}\n{KREFELD}\n")

    assert "5 municipalities of the earlier register are not in this file" in output
    assert Municipality.objects.count() == 6


def test_import_gives_the_plain_address_to_the_largest_of_one_name(run):
    small = "06534014,065340014014,Neustadt,64,Marburg,Hessen,1,9000,1,1,35279,9.1,50.8,x"
    large = "07131058,071310058058,Neustadt,64,Neuwied,Rheinland-Pfalz,1,9500,1,1,53577,7.4,50.6,x"

    run(f"{HEADER}\n{small}\n{large}\n")

    towns = Municipality.objects.filter(name="Neustadt").order_by("ags")
    assert [town.slug for town in towns] == ["neustadt-06534014", "neustadt"]


def test_import_accepts_a_byte_order_mark_crlf_and_further_columns(run):
    run(b"\xef\xbb\xbf" + f"{HEADER},note\r\n{KREFELD},y\r\n\r\n".encode())

    assert Municipality.objects.get().name == "Krefeld"


def refused(run, content, **options) -> list[str]:
    KrefeldFactory(population=1)
    with pytest.raises(CommandError) as error:
        run(content, **options)
    assert list(Municipality.objects.values_list("ags", "population")) == [("05114000", 1)]
    lines = str(error.value).splitlines()
    assert lines[0].endswith("was not imported; nothing has been changed.")
    return lines[1:]


def with_value(column: str, value: str) -> str:
    """The good file with one value of its third line replaced."""
    columns = HEADER.split(",")
    values = [*RETTENBERG.split(",")]
    values[columns.index(column)] = value
    return "\n".join([HEADER, KREFELD, ",".join(values)]) + "\n"


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("ags", "9780137", "“9780137” has 7 digits; has a spreadsheet dropped the leading zero?"),
        ("ags", "0978013X", "“0978013X” is not an official key of 8 digits."),
        ("ags", "", "“” is not an official key of 8 digits."),
        ("ags", "09780", "A district has 5 digits, a municipality 8; here it is 09780."),
        ("ags", "٠٩٧٨٠١٣٧", "“٠٩٧٨٠١٣٧” is not an official key of 8 digits."),
        ("ars", "0978", "“0978” is not a regional key of 12 digits."),
        ("name", "", "is missing."),
        ("name", '", Stadt"', "is missing."),
        ("name", "x" * 121, "is longer than 120 characters."),
        ("name", "Retten\x1bberg", "contains characters that cannot be printed."),
        ("kind", "99", "“99” is not one of 43, 44, 45, 60, 61, 62, 63, 64, 65, 66, 67."),
        ("state", "Bavaria", "“Bavaria” is not a German state."),
        ("state", "Hessen", "does not go with the key 09780137, which begins with another state's number."),
        ("area_km2", "viel", "“viel” is not a number such as 137.78."),
        ("area_km2", "-1", "“-1” is not a possible area."),
        ("area_km2", "NaN", "“NaN” is not a possible area."),
        ("area_km2", "1e99", "“1e99” is not a possible area."),
        ("population", "4.000", "“4.000” is not a whole number."),
        ("population", "-3", "“-3” is not a whole number."),
        ("population", "99999999999", "“99999999999” is not a whole number."),
        ("postcode", "8754", "“8754” is not a postcode of 5 digits."),
        ("lon", "47.58", "47.58 degrees is not in Germany."),
        ("lon", "0", "0 degrees is not in Germany."),
        ("lon", "", "Either both coordinates or none."),
        ("lat", "91", "91 degrees is not in Germany."),
        ("lat", "inf", "“inf” is not a number of degrees such as 6.56089."),
        ("lat", "<script>", "“<script>” is not a number of degrees such as 6.56089."),
    ],
)
def test_import_names_line_column_and_reason(run, column, value, message):
    lines = refused(run, with_value(column, value))

    named = "lon" if message.startswith("Either") else column
    assert lines == [f"line 3, column “{named}”: {message}"]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", ["file: The file is empty."]),
        (b" \n\n", ["file: The file is empty."]),
        (HEADER.encode(), ["file: There is a header but not a single row."]),
        (GOOD.replace(",", ";").encode(), ["line 1: The columns must be separated by commas, here it is: semicolon."]),
        (GOOD.replace(",", "\t").encode(), ["line 1: The columns must be separated by commas, here it is: tab stop."]),
        (
            GOOD.replace("ags,", "key,", 1).replace(",lat,", ",breite,", 1).encode(),
            ["line 1: These columns are missing: ags, lat."],
        ),
        (f"ags,{HEADER}\n1,{KREFELD}\n".encode(), ["line 1: These columns occur twice: ags."]),
        (GOOD.encode("utf-16"), ["file: The file is in UTF-16; please save it as “CSV UTF-8”."]),
        (
            GOOD.encode("latin-1"),
            ["line 3: not UTF-8 (byte 0xe4); please save the file as “CSV UTF-8”."],
        ),
        (GOOD.replace("Rettenberg", "Retten\x00berg").encode(), ["line 4: contains a NUL byte."]),
        (f"{HEADER}\n{KREFELD},1\n{RETTENBERG}\n".encode(), ["line 2: 15 values instead of 14."]),
        (f"{HEADER}\n{KREFELD}\n{KREFELD}\n".encode(), ["line 3, column “ags”: 05114000 is already in line 2."]),
        (
            f'{HEADER}\n{KREFELD}\n"{RETTENBERG}\n'.encode(),
            ["line 3: not readable as CSV (unexpected end of data); is a quotation mark missing?"],
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ["line 3: contains a NUL byte."]),
    ],
)
def test_import_refuses_broken_files(run, content, lines):
    assert refused(run, content) == lines


def test_import_names_every_broken_row_up_to_fifty(run):
    rows = [RETTENBERG.replace("4000", "viele").replace("09780137", f"0978{number:04}") for number in range(60)]

    lines = refused(run, "\n".join([HEADER, KREFELD, *rows]))

    assert lines[0] == "line 3, column “population”: “viele” is not a whole number."
    assert lines[49] == "line 52, column “population”: “viele” is not a whole number."
    assert lines[50:] == ["and 10 more errors"]


def test_import_of_a_missing_file_or_a_folder_is_refused(run, tmp_path):
    assert refused(run, tmp_path / "nirgends.csv") == ["file: cannot be opened: No such file or directory"]
    Municipality.objects.all().delete()
    assert refused(run, tmp_path) == ["file: cannot be opened: Is a directory"]


def test_import_that_fails_while_storing_leaves_nothing_behind(run, monkeypatch):
    KrefeldFactory(population=1)

    def fail(places):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("network.municipalities.actions.register._update", fail)
    with pytest.raises(RuntimeError):
        run(GOOD)

    assert list(Municipality.objects.values_list("ags", "population")) == [("05114000", 1)]


def test_import_speaks_german_numbers(run):
    with translation.override("de"):
        rows = [RETTENBERG.replace("09780137", f"0978{number:04}") for number in range(2100)]
        output = run("\n".join([HEADER, *rows]))

    assert "2.100" in output.splitlines()[1]
