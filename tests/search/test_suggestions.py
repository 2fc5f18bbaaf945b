"""What is suggested while somebody types, to whom, and at which cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.suggestions import MOST_IN_ALL, Typed, suggest
from tests.factories.cms import experience_page, idea_page, municipality_page
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import KrefeldFactory, MunicipalityFactory, RegisterEntryFactory
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceMembershipFactory
from tests.search.contract import HOSTILE

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ADDRESS = "/api/v1/suggest"


def suggested(client, text, **more) -> dict[str, list[str]]:
    answer = client.get(ADDRESS, {"q": text, **more})
    assert answer.status_code == 200, answer.content
    return {group["name"]: [item["text"] for item in group["items"]] for group in answer.json()["groups"]}


@pytest.fixture
def network(search_index):
    profile = municipality_page(KrefeldFactory(), title="Krefeld")
    experience_page(profile, title="Sprachcafé am Rhein", topics=("language",), tags=("Sprachpaten",))
    idea_page(title="Talking <b>circle</b>")
    search_index.catch_up()


# --- what ---


def test_each_kind_is_suggested_with_its_address(client, network):
    answer = client.get(ADDRESS, {"q": "sprach"}).json()
    assert answer["query"] == "sprach"
    assert answer["summary"] == "3 Vorschläge, mit den Pfeiltasten"
    assert [(group["name"], group["label"]) for group in answer["groups"]] == [
        ("titles", "Titel"),
        ("topics", "Themen"),
        ("tags", "Schlagwörter"),
    ]
    title, topic, tag = (group["items"][0] for group in answer["groups"])
    assert title == {
        "text": "Sprachcafé am Rhein",
        "marked": "<mark>Sprach</mark>café am Rhein",
        "detail": "Erfahrung · Krefeld",
        "url": title["url"],
        "lang": "",
    }
    assert title["url"].startswith("/de/kommunen/krefeld/")
    assert topic["url"] == "/de/suche/?topic=language"
    assert tag["url"].startswith("/de/suche/?tag=")


def test_title_is_found_by_its_first_letters(client, network):
    assert suggested(client, "sp")["titles"] == ["Sprachcafé am Rhein"]
    assert suggested(client, "rhein spr")["titles"] == ["Sprachcafé am Rhein"]


def test_suggestions_speak_the_language_asked_for(client, network):
    groups = client.get(ADDRESS, {"q": "lang", "lang": "en"}).json()["groups"]
    assert [(group["label"], group["items"][0]["url"]) for group in groups] == [("Topics", "/en/suche/?topic=language")]


@pytest.mark.parametrize("typed", ["Kref", "kref", "Krefled", "Krefeldt"])
def test_municipality_is_found_by_its_beginning_and_when_misspelt(client, network, typed):
    assert suggested(client, typed)["municipalities"] == ["Krefeld"]


def test_municipality_outside_the_network_is_not_suggested(client, network):
    RegisterEntryFactory(name="Kreuztal")
    assert "municipalities" not in suggested(client, "Kreuzt")


def test_renamed_municipality_is_suggested_by_its_new_name(client, network):
    place = MunicipalityFactory(name="Altstadt")
    assert suggested(client, "Altst")["municipalities"] == ["Altstadt"]
    place.name = "Neustadt"
    place.save()
    assert "municipalities" not in suggested(client, "Altst")
    assert suggested(client, "Neust")["municipalities"] == ["Neustadt"]


def test_there_are_never_more_than_eight(client, search_index):
    for number in range(6):
        experience_page(
            municipality_page(MunicipalityFactory(name=f"Sprachheim {number}")),
            title=f"Sprachkurs {number}",
            tags=(f"Sprachpaten {number}",),
        )
    search_index.catch_up()
    client.force_login(UserFactory(first_name="Sprache", last_name="Muster"))
    assert sum(len(items) for items in suggested(client, "sprach").values()) <= MOST_IN_ALL


def test_markup_in_a_title_is_escaped(client, network):
    item = client.get(ADDRESS, {"q": "talk"}).json()["groups"][0]["items"][0]
    assert item["marked"] == "<mark>Talk</mark>ing &lt;b&gt;circle&lt;/b&gt;"


@pytest.mark.parametrize(
    ("typed", "name", "marked"),
    [
        ("fluech", "Flüchtlinge", "<mark>Flüch</mark>tlinge"),
        ("FLÜCH", "Fluechtlinge", "<mark>Fluech</mark>tlinge"),
        ("am rh", "Café am Rhein", "Café <mark>am</mark> <mark>Rh</mark>ein"),
        ("strasse", "Straße", "<mark>Straße</mark>"),
        ("x", "<x>", "&lt;<mark>x</mark>&gt;"),
    ],
)
def test_typed_letters_are_marked_in_any_spelling(typed, name, marked):
    assert Typed(typed).mark(name) == marked


# --- to whom ---


def test_private_space_is_suggested_to_its_members_only(client, search_index):
    space = PrivateSpaceFactory(title="Krisenraum")
    member = SpaceMembershipFactory(space=space).user
    make_post(thread=make_thread(space=space, author=member, title="Zwetschgenkuchen"), author=member)
    search_index.catch_up()
    assert suggested(client, "Zwetsch") == {}
    client.force_login(UserFactory())
    assert suggested(client, "Zwetsch") == {}
    client.force_login(member)
    assert suggested(client, "Zwetsch") == {"titles": ["Zwetschgenkuchen"]}


def test_people_are_suggested_to_members_only(client, network):
    mira = UserFactory(first_name="Mira", last_name="Muster")
    UserFactory(first_name="Mira", last_name="Gegangen", is_active=False)
    assert suggested(client, "Mira") == {}
    client.force_login(UserFactory())
    assert suggested(client, "Mira") == {"people": ["Mira Muster"]}
    assert suggested(client, "muster mi") == {"people": ["Mira Muster"]}
    (group,) = suggest("Mira", UserFactory())
    assert [item.url for item in group.items] == [f"/de/menschen/{mira.pk}/"]
    assert client.get(group.items[0].url).status_code == 200


def test_unpublished_page_and_its_tag_are_not_suggested(client, search_index):
    page = idea_page(title="Geheimsache", tags=("Geheimtag",))
    search_index.catch_up()
    assert set(suggested(client, "Geheim")) == {"titles", "tags"}
    page.unpublish()
    assert suggested(client, "Geheim") == {}


# --- whatever is typed ---


@pytest.mark.parametrize("text", ["", "a", "   ", *HOSTILE])
def test_hostile_text_gets_an_answer(client, network, text):
    answer = client.get(ADDRESS, {"q": text})
    assert answer.status_code == 200
    assert "\x00" not in answer.content.decode()


def test_too_long_or_unknown_language_is_named(client):
    assert client.get(ADDRESS, {"q": "x" * 10_001}).status_code == 422
    assert client.get(ADDRESS, {"q": "sprach", "lang": "xx"}).json()["errors"][0]["parameter"] == "lang"


def test_without_index_the_database_goes_on(client, network, search_index):
    search_index.engine.discard()
    assert set(suggested(client, "sprach")) == {"topics", "tags"}


def test_suggestions_are_rate_limited_and_never_kept(client, network, settings):
    settings.RATE_LIMITS = {"suggest": "1/h"}
    first, second = (client.get(ADDRESS, {"q": "sprach"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 429)
    assert "no-store" in first["Cache-Control"]
    assert int(second["Retry-After"]) > 0


def test_suggestions_are_described(client):
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/suggest"]["get"]
    assert [parameter["name"] for parameter in described["parameters"]] == ["q", "lang"]


# --- cost ---


@pytest.mark.parametrize(("signed_in", "expected"), [(False, 3), (True, 8)])
def test_query_count_is_the_same_with_one_and_with_three_titles(client, search_index, signed_in, expected):
    """For members two are the session and the account, one the spaces they may enter."""
    if signed_in:
        client.force_login(UserFactory())
    found = []
    for times in (1, 2):
        for _ in range(times):
            page = experience_page(municipality_page(MunicipalityFactory()), title="Quittenprojekt", tags=("Quitte",))
            make_thread(title=f"Quittenprojekt {page.pk}")
        search_index.catch_up()
        client.get(ADDRESS, {"q": "Quitten"})
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS, {"q": "Quitten"})
        found.append(len(queries))
    assert found == [expected, expected], [query["sql"][:120] for query in queries]
