"""The API, whole answers."""

import pytest

from tests.factories.cms import experience_page, idea_page, municipality_page
from tests.factories.discussions import make_thread
from tests.factories.municipalities import KrefeldFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/search"


@pytest.fixture
def krefeld(search_index):
    return experience_page(
        municipality_page(KrefeldFactory()),
        title="Lernen ohne Sorge",
        summary="Die Betreuung der Kinder übernimmt die Volkshochschule.",
        what_we_did="Kurz.",
        outcome="Gut.",
        started_on="2017-04",
        topics=("language",),
        tags=("Frühstück",),
    )


def value(name: str, label: str, count: int = 1, *, selected: bool = False) -> dict[str, object]:
    return {"value": name, "label": label, "count": count, "selected": selected}


def test_whole_answer(client, krefeld, search_index):
    search_index.catch_up()
    answer = client.get(ADDRESS, {"q": "Kinderbetreuung", "type": ["experience", "idea"], "lang": "de"})
    assert answer.status_code == 200
    assert answer.json() == {
        "query": "Kinderbetreuung",
        "total": 1,
        "page": 1,
        "page_size": 20,
        "results": [
            {
                "id": f"page:{krefeld.pk}",
                "source_id": f"page:{krefeld.pk}",
                "type": "experience",
                "lang": "de",
                "title": "Lernen ohne Sorge",
                "url": f"http://testserver{krefeld.get_url()}",
                "excerpt": "Die <mark>Betreuung</mark> der <mark>Kinder</mark> übernimmt die Volkshochschule.",
                "place_in_text": None,
                "municipality": "Krefeld",
                "date": "2017-04-01",
            }
        ],
        "facets": {
            "type": [value("experience", "Erfahrung", selected=True), value("idea", "Gute Idee", 0, selected=True)],
            "topic": [value("language", "Sprache")],
            "tag": [value("fruehstueck", "Frühstück")],
            "municipality": [value("krefeld", "Krefeld")],
            "state": [value("NW", "Nordrhein-Westfalen")],
            "size": [value("large", "100.000 bis unter 500.000 Einwohner")],
            "kind": [value("county_free_city", "Kreisfreie Stadt")],
            "country": [value("DE", "Deutschland")],
            "target_group": [],
            "actor_group": [],
            "phase": [],
            "legal_regime": [],
            "space": [],
            "origin": [value("municipality", "Aus einer Kommune")],
            "year": [value("2017", "2017")],
            "lang": [value("de", "Deutsch", selected=True)],
        },
        "other_language": [],
        "did_you_mean": None,
    }


def test_imported_idea_keeps_its_key(client, search_index):
    page = idea_page("en", title="Mentors for newcomers", source_id="cities-17")
    search_index.catch_up()
    results = client.get(ADDRESS, {"q": "mentor"}).json()["results"]
    assert [(each["id"], each["source_id"], each["lang"], each["municipality"]) for each in results] == [
        (f"page:{page.pk}", "cities-17", "en", None)
    ]


def test_pages_of_the_answer(client, search_index):
    for number in range(7):
        idea_page(title=f"Quittenprojekt {number}")
    search_index.catch_up()
    seen = []
    for page in (1, 2, 3, 4):
        answer = client.get(ADDRESS, {"q": "Quittenprojekt", "page": page, "page_size": 3}).json()
        assert (answer["total"], answer["page"], answer["page_size"]) == (7, page, 3)
        seen += [result["id"] for result in answer["results"]]
    assert len(seen) == len(set(seen)) == 7


def test_session_finds_more_than_a_visitor(client, search_index):
    thread = make_thread(title="Quittenprojekt")
    search_index.catch_up()
    assert client.get(ADDRESS, {"q": "Quittenprojekt"}).json()["total"] == 0
    client.force_login(UserFactory())
    results = client.get(ADDRESS, {"q": "Quittenprojekt"}).json()["results"]
    assert [(each["id"], each["url"]) for each in results] == [
        (f"thread:{thread.pk}", f"http://testserver{thread.get_absolute_url()}")
    ]


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"type": "nonsense"}, "type"),
        ({"lang": "fr"}, "lang"),
        ({"year": "x"}, "year"),
        ({"size": "huge"}, "size"),
        ({"kind": "village"}, "kind"),
        ({"target_group": "x"}, "target_group"),
        ({"actor_group": "x"}, "actor_group"),
        ({"phase": "x"}, "phase"),
        ({"legal_regime": "sgb_99"}, "legal_regime"),
        ({"origin": "x"}, "origin"),
        ({"page": 0}, "page"),
        ({"page": "x"}, "page"),
        ({"page": 10_000, "page_size": 100}, "page"),
        ({"page_size": 101}, "page_size"),
        ({"sort": "random"}, "sort"),
        ({"q": "a" * 10_001}, "q"),
        ({"tag": [str(number) for number in range(51)]}, "tag"),
    ],
)
def test_wrong_parameter_is_named(client, search_index, parameters, named):
    answer = client.get(ADDRESS, parameters)
    assert answer.status_code == 422
    body = answer.json()
    assert [error["parameter"] for error in body["errors"]] == [named]
    assert body["message"].startswith(f"{named}: ")


def test_hostile_question_is_answered(client, search_index):
    answer = client.get(ADDRESS, {"q": 'Köln: "\x00 ((( 🚲 -'})
    assert (answer.status_code, answer.json()["total"]) == (200, 0)


def test_missing_index_is_said(client, search_index):
    search_index.engine.discard()
    answer = client.get(ADDRESS, {"q": "egal"})
    assert (answer.status_code, answer.json()) == (
        503,
        {"message": "The search index is being built. Try again in a minute."},
    )


def test_too_many_requests_are_told_when_to_come_back(client, search_index, settings):
    settings.RATE_LIMITS = {"api": "1/h"}
    client.get(ADDRESS)
    answer = client.get(ADDRESS)
    assert answer.status_code == 429
    assert answer.json()["retry_after"] == int(answer["Retry-After"])


def test_openapi_describes_parameters_and_answer(client):
    document = client.get("/api/v1/openapi.json").json()
    parameters = {each["name"] for each in document["paths"]["/api/v1/search"]["get"]["parameters"]}
    assert parameters == {
        "q", "type", "topic", "target_group", "actor_group", "phase", "legal_regime", "municipality", "state", "size",
        "kind", "country", "tag", "space", "origin", "year", "lang", "page", "page_size", "sort", "near",
    }  # fmt: skip
    assert set(document["components"]["schemas"]["SearchSchema"]["properties"]) == {
        "query", "total", "page", "page_size", "results", "facets", "other_language", "did_you_mean",
    }  # fmt: skip
    assert set(document["paths"]["/api/v1/search"]["get"]["responses"]) == {"200", "422", "429", "503"}


def test_tags_are_suggested_by_beginning_then_by_part(client, search_index):
    idea_page(tags=("Sprachcafé", "Sprachkurs"))
    idea_page(tags=("Sprachkurs", "Zweitsprache"))
    answer = client.get("/api/v1/suggest/tags", {"q": "sprach"})
    assert answer.json() == {
        "query": "sprach",
        "results": [
            {"key": "sprachkurs", "name": "Sprachkurs", "count": 2},
            {"key": "sprachcafe", "name": "Sprachcafé", "count": 1},
            {"key": "zweitsprache", "name": "Zweitsprache", "count": 1},
        ],
    }


def test_tag_of_a_draft_is_not_suggested(client, search_index):
    page = idea_page(tags=("Geheimplan",))
    page.unpublish()
    assert client.get("/api/v1/suggest/tags", {"q": "Geheim"}).json()["results"] == []
    assert client.get("/api/v1/suggest/tags").json() == {"query": "", "results": []}
