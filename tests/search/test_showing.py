"""The same results as map, table and file; and whom to ask."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.municipalities.actions import add_member
from network.people.spreadsheets import neutral
from search import export
from tests.factories.cms import experience_page, idea_page, meeting_page, municipality_page
from tests.factories.discussions import make_thread
from tests.factories.municipalities import KrefeldFactory, MunicipalityFactory
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceMembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ADDRESS = "/de/suche/"
FILE = "/de/suche/treffer.csv"


@pytest.fixture
def places(search_index):
    """Two experiences in Krefeld, a meeting of both, an idea from Canada, a page of nowhere."""
    krefeld = KrefeldFactory(contact_role="")
    freiburg = MunicipalityFactory(name="Freiburg", state="BW", latitude=47.9959, longitude=7.8522)
    profile = municipality_page(krefeld, title="Profil")
    municipality_page(freiburg, title="Profil")
    for number in (1, 2):
        experience_page(profile, title=f"Quitte {number}", topics=("language",), started_on="2017-04")
    meeting = meeting_page(title="Quitte beraten")
    meeting.municipalities.set([krefeld, freiburg])
    meeting.save_revision().publish()
    idea_page(title="Quitte in Toronto", country="CA", place="Toronto")
    idea_page(title="Quitte ohne Ort", country="", place="")
    search_index.catch_up()
    return krefeld


def counts(links):
    return [(link.label, link.count) for link in links]


# --- map ---


def test_map_shows_the_whole_result_set_by_place(client, places):
    response = client.get(ADDRESS, {"q": "Quitte", "view": "map"})
    found = response.context["places"]
    assert response.context["response"].total == 5
    assert counts(found.municipalities) == [("Krefeld", 3), ("Freiburg", 1)]
    assert counts(found.countries) == [("Kanada", 1)]
    assert found.without_place == 1
    assert [point.name for point in found.map.points] == ["Krefeld 3", "Freiburg 1"]
    assert found.map.points[0].radius > found.map.points[1].radius
    assert found.map.points[1].url == f"{ADDRESS}?q=Quitte&municipality=freiburg&view=map"


def test_place_of_the_map_narrows_the_search_to_it(client, places):
    first = client.get(ADDRESS, {"q": "Quitte", "view": "map"}).context["places"]
    response = client.get(first.municipalities[0].url)
    found = response.context["places"]
    assert response.context["response"].total == 3
    assert counts(found.municipalities) == [("Krefeld", 3)]
    assert found.municipalities[0].selected
    assert (found.countries, found.without_place) == ([], 0)


def test_map_of_nothing_offers_ways_out(client, places):
    response = client.get(ADDRESS, {"q": "qxqxqxqx", "view": "map"})
    assert response.context["places"] is None
    assert response.context["ways_out"]["topics"]


def test_map_leaks_no_place_of_a_private_space(client, search_index):
    space = PrivateSpaceFactory(municipality=MunicipalityFactory(name="Geheimstadt"))
    member = SpaceMembershipFactory(space=space).user
    make_thread(space=space, author=member, title="Quitte")
    search_index.catch_up()
    body = client.get(ADDRESS, {"view": "map"}).content.decode()
    assert "Geheimstadt" not in body
    client.force_login(member)
    assert "Geheimstadt" in client.get(ADDRESS, {"view": "map"}).content.decode()


def test_map_query_count_is_the_same_with_one_and_with_three_places(client, search_index):
    found = []
    for times in (1, 2):
        for _ in range(times):
            experience_page(municipality_page(MunicipalityFactory()), title="Quitte")
        search_index.catch_up()
        client.get(ADDRESS, {"view": "map"})
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS, {"view": "map"})
        found.append(len(queries))
    assert found[0] == found[1]


# --- table ---


def test_table_has_a_line_for_each_result(client, places):
    response = client.get(ADDRESS, {"q": "Quitte", "view": "table", "type": "experience"})
    rows = response.context["rows"]
    assert [(row["title"], str(row["kind"]), row["place"], row["topics"]) for row in rows] == [
        ("Quitte 1", "Erfahrung", "Krefeld", "Sprache"),
        ("Quitte 2", "Erfahrung", "Krefeld", "Sprache"),
    ]
    body = response.content.decode()
    assert body.count('<tr role="row">') == 3
    assert "Deutsch" in body


def test_table_says_that_it_is_sorted_by_date(client, places):
    plain = client.get(ADDRESS, {"q": "Quitte", "view": "table"}).content.decode()
    newest = client.get(ADDRESS, {"q": "Quitte", "view": "table", "sort": "date"}).content.decode()
    assert "aria-sort" not in plain
    assert 'aria-sort="descending"' in newest


def test_views_and_orders_keep_everything_else_of_the_address(client, places):
    response = client.get(ADDRESS, {"q": "Quitte", "type": "experience", "view": "table", "sort": "date"})
    assert [link.url for link in response.context["views"]] == [
        f"{ADDRESS}?q=Quitte&type=experience&sort=date",
        f"{ADDRESS}?q=Quitte&type=experience&sort=date&view=map",
        f"{ADDRESS}?q=Quitte&type=experience&sort=date&view=table",
    ]
    assert response.context["chips"][0].url == f"{ADDRESS}?q=Quitte&sort=date&view=table"
    assert response.context["export_url"] == f"{FILE}?q=Quitte&type=experience&sort=date"


@pytest.mark.parametrize("view", ["", "grid", "\x00", "Map"])
def test_unknown_view_is_a_list(client, places, view):
    response = client.get(ADDRESS, {"view": view})
    assert (response.status_code, response.context["address"].view) == (200, "list")


# --- file ---


def read_file(response) -> list[list[str]]:
    body = b"".join(response.streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def test_file_holds_every_result_with_absolute_addresses(client, places):
    response = client.get(FILE, {"q": "Quitte", "type": "experience"})
    header, *rows = read_file(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="lernnetz-')
    assert header == [
        "Titel", "Art", "Ort", "Datum", "Zeitraum", "Thema", "Beleg", "Sprache", "Adresse", "Textstelle"
    ]  # fmt: skip
    assert [row[:3] for row in rows] == [["Quitte 1", "Erfahrung", "Krefeld"], ["Quitte 2", "Erfahrung", "Krefeld"]]
    assert {row[4] for row in rows} == {"seit April 2017"}
    assert {row[7] for row in rows} == {"Deutsch"}
    assert all(row[8].startswith("http://testserver/de/kommunen/krefeld/") for row in rows)


def test_file_speaks_the_readers_language(client, places):
    header, *rows = read_file(client.get("/en/suche/treffer.csv", {"q": "Quitte", "type": "experience"}))
    assert header[:2] == ["Title", "Kind"]
    assert rows[0][1] == "Experience"


def test_file_goes_on_beyond_its_first_part_and_ends_at_the_limit(client, search_index, settings, monkeypatch):
    monkeypatch.setattr(export, "ROWS_AT_ONCE", 3)
    for number in range(8):
        idea_page(title=f"Quitte {number}")
    search_index.catch_up()
    assert sorted(row[0] for row in read_file(client.get(FILE))[1:]) == [f"Quitte {number}" for number in range(8)]
    settings.SEARCH_EXPORT_LIMIT = 5
    assert len(read_file(client.get(FILE))) == 1 + 5
    assert "Die Datei enthält die ersten 5 davon." in client.get(ADDRESS).content.decode()


def test_file_holds_what_the_asker_may_read_at_each_part(client, search_index, monkeypatch):
    monkeypatch.setattr(export, "ROWS_AT_ONCE", 2)
    space = PrivateSpaceFactory()
    membership = SpaceMembershipFactory(space=space)
    for number in range(4):
        make_thread(space=space, author=membership.user, title=f"Geheim {number}")
    search_index.catch_up()
    assert read_file(client.get(FILE))[1:] == []
    client.force_login(membership.user)
    assert len(read_file(client.get(FILE, {"type": "thread"}))) == 1 + 4
    response = client.get(FILE, {"type": "thread"})
    membership.delete()
    assert len(read_file(response)) == 1 + 2


@pytest.mark.parametrize(
    ("cell", "harmless"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        (" =1+1", "' =1+1"),
        ("+49 2151", "'+49 2151"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("Sprache; Arbeit", "Sprache; Arbeit"),
        ("", ""),
    ],
)
def test_formula_becomes_text(cell, harmless):
    assert neutral(cell) == harmless


def test_hostile_title_stays_one_cell(client, search_index):
    title = '=cmd|" /C calc"!A0; "x"'
    idea_page(title=title)
    search_index.catch_up()
    assert read_file(client.get(FILE))[1][0] == f"'{title}"


def test_file_without_index_says_so(client, places, search_index):
    search_index.engine.discard()
    response = client.get(FILE)
    assert response.status_code == 503
    assert "Die Suche wird gerade neu aufgebaut" in response.content.decode()


def test_file_is_rate_limited(client, places, settings):
    settings.RATE_LIMITS = {"export": "1/h"}
    assert [client.get(FILE).status_code for _ in range(2)] == [200, 429]


# --- whom to ask ---


def test_visitor_learns_the_office_and_member_the_person(client, places):
    krefeld = places
    krefeld.contact_role = "Integrationsbüro"
    krefeld.save()
    add_member(municipality=krefeld, user=UserFactory(first_name="Mira", last_name="Muster"), is_contact=True)

    def contact():
        cards = client.get(ADDRESS, {"q": "Quitte", "type": "experience"}).context["cards"]
        return cards[0]["contact"]

    seen = contact()
    assert (seen.place, seen.role, seen.name) == ("Krefeld", "Integrationsbüro", "")
    assert seen.url.endswith("/kommunen/krefeld/#contact")
    client.force_login(UserFactory())
    assert contact().name == "Mira Muster"


def test_result_of_several_municipalities_or_of_none_has_no_contact(client, places):
    places.contact_role = "Integrationsbüro"
    places.save()
    for kind in ("meeting", "idea"):
        cards = client.get(ADDRESS, {"q": "Quitte", "type": kind}).context["cards"]
        assert {card["contact"] for card in cards} == {None}
