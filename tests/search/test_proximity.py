"""Sorting from the point of view of one municipality: in which order the others follow, on the page and in the API."""

import pytest

from network.municipalities.models import Kind, State
from search.proximity import Place, by_distance, by_similarity, likeness, place_of
from tests.factories.cms import experience_page, idea_page, municipality_page
from tests.factories.municipalities import KrefeldFactory, MembershipFactory, MunicipalityFactory, RegisterEntryFactory
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

API, PAGE = "/api/v1/search", "/de/suche/"


@pytest.fixture
def krefeld():
    return KrefeldFactory()


@pytest.fixture
def others(krefeld):
    """Duisburg is near and like Krefeld, Wesel is nearer to it than Freiburg, a place abroad has no coordinates."""
    freiburg = MunicipalityFactory(
        name="Freiburg", state=State.BW, kind=Kind.COUNTY_FREE_CITY, population=231_000, latitude=47.99, longitude=7.85
    )
    duisburg = MunicipalityFactory(
        name="Duisburg", kind=Kind.COUNTY_FREE_CITY, population=498_000, latitude=51.43, longitude=6.76
    )
    wesel = MunicipalityFactory(name="Wesel", population=60_000, latitude=51.66, longitude=6.61)
    abroad = MunicipalityFactory(
        name="Venlo", ags=None, country="NL", state="", kind=Kind.ABROAD, population=None, latitude=None, longitude=None
    )
    RegisterEntryFactory(name="Nicht dabei", latitude=51.33, longitude=6.56)
    return [freiburg, duisburg, wesel, abroad]


def test_nearest_come_first_and_places_without_coordinates_are_left_out(krefeld, others):
    assert by_distance(krefeld) == (("krefeld",), ("duisburg",), ("wesel",), ("freiburg",))
    assert by_distance(others[3]) == ()


def test_most_alike_come_first_with_every_municipality(krefeld, others):
    assert by_similarity(krefeld) == (("krefeld",), ("duisburg",), ("freiburg",), ("wesel",), ("venlo",))


def test_topics_in_common_decide_between_equals(krefeld):
    one, other = (
        MunicipalityFactory(name=name, kind=Kind.COUNTY_FREE_CITY, population=200_000) for name in ("Eins", "Zwei")
    )
    experience_page(municipality_page(krefeld), topics=("housing",))
    experience_page(municipality_page(one), topics=("health",))
    experience_page(municipality_page(other), topics=("housing",))
    assert by_similarity(krefeld) == (("krefeld",), ("zwei",), ("eins",))


def test_likeness_counts_size_kind_state_and_topics():
    city = Place("a", None, None, 3, "town", "NW", frozenset({"work", "language"}))
    assert likeness(city, city) == 8
    assert likeness(city, Place("b", None, None, 2, "town", "NW", frozenset({"work"}))) == 1 + 2 + 1 + 1
    assert likeness(city, Place("c", None, None, None, "district", "", frozenset())) == 0


def test_own_municipality_counts_unless_another_is_named(krefeld, others):
    member = MembershipFactory(municipality=krefeld).user
    assert place_of("", member) == krefeld
    assert [place_of(near, member).slug for near in ("wesel", "Wesel", " WESEL ", others[2].ags)] == ["wesel"] * 4
    assert [place_of(near, member) for near in ("Atlantis", "\x00", "Nicht dabei")] == [None, krefeld, None]
    assert place_of("", UserFactory()) is None


@pytest.fixture
def told(search_index, krefeld, others):
    for place in (*others, krefeld):
        experience_page(municipality_page(place), title=f"Quittenprojekt {place.name}", what_we_did="Quitten ernten.")
    idea_page(title="Quittenprojekt Toronto")
    search_index.catch_up()


def names(client, **parameters) -> list[str]:
    answer = client.get(API, {"q": "Quittenprojekt", "type": ["experience", "idea"]} | parameters)
    assert answer.status_code == 200, answer.content
    return [result["title"].removeprefix("Quittenprojekt ") for result in answer.json()["results"]]


def test_api_sorts_by_distance_and_similarity_and_puts_what_has_no_place_last(client, told):
    nearest = names(client, sort="distance", near="Krefeld")
    assert nearest[:4] == ["Krefeld", "Duisburg", "Wesel", "Freiburg"]
    assert set(nearest[4:]) == {"Venlo", "Toronto"}
    assert names(client, sort="similarity", near="krefeld") == [
        "Krefeld", "Duisburg", "Freiburg", "Wesel", "Venlo", "Toronto",
    ]  # fmt: skip
    pages = [names(client, sort="similarity", near="krefeld", page=page, page_size=2) for page in (1, 2, 3)]
    assert [name for page in pages for name in page] == names(client, sort="similarity", near="krefeld")


@pytest.mark.parametrize("near", [None, "", "Atlantis", "\x00", "🚲", "nicht-dabei"])
def test_api_names_the_missing_place(client, told, near):
    answer = client.get(API, {"sort": "distance"} | ({} if near is None else {"near": near}))
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"parameter": "near", "message": "Name a municipality of the network to sort by distance."}
    ]


def test_member_needs_to_name_nothing(client, told, krefeld):
    client.force_login(MembershipFactory(municipality=krefeld).user)
    assert names(client, sort="distance")[0] == "Krefeld"
    labels = [link.label for link in client.get(PAGE, {"q": "Quittenprojekt"}).context["sorts"]]
    assert labels[2:] == ["Zuerst, was Krefeld am nächsten liegt", "Zuerst, was Krefeld am ähnlichsten ist"]


def test_order_by_place_is_offered_only_where_results_have_one(client, told, krefeld, search_index):
    idea_page(title="Quittenprojekt Ottawa")
    search_index.catch_up()
    client.force_login(MembershipFactory(municipality=krefeld).user)
    ideas = client.get(PAGE, {"q": "Quittenprojekt", "type": "idea"})
    assert [link.label for link in ideas.context["sorts"]] == ["Beste Antworten zuerst", "Neueste zuerst"]
    assert 'name="near"' not in ideas.content.decode()
    sorted_already = client.get(PAGE, {"q": "Quittenprojekt", "type": "idea", "sort": "distance"})
    assert len(sorted_already.context["sorts"]) == 4


def test_page_keeps_the_chosen_municipality_in_its_addresses(client, told):
    response = client.get(PAGE, {"q": "Quittenprojekt", "type": "experience", "near": "wesel", "sort": "distance"})
    assert response.context["cards"][0]["title"] == "Quittenprojekt Wesel"
    assert response.context["sorts"][2].selected
    assert response.context["chips"][0].url == f"{PAGE}?q=Quittenprojekt&near=wesel&sort=distance"
    assert '<input type="hidden" name="near" value="wesel">' in response.content.decode()


@pytest.mark.parametrize("near", ["", "Atlantis", "<b>x</b>", "x" * 5_000])
def test_page_without_a_known_place_says_so_and_shows_the_best_answers(client, told, near):
    response = client.get(PAGE, {"q": "Quittenprojekt", "sort": "distance", "near": near})
    html = response.content.decode()
    assert (response.status_code, len(response.context["cards"])) == (200, 6)
    assert response.context["sorts"][0].selected
    assert ("keine Kommune namens" in html, "Nennen Sie eine Kommune" in html) == (bool(near), not near)
    assert "<b>x</b>" not in html
