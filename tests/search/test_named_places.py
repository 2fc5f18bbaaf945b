"""Which municipalities a question names, and what comes first then."""

import pytest

from search.named_places import locate
from search.queries import parse_text
from search.searching import SearchRequest, search
from tests.factories.cms import experience_page, idea_page, municipality_page
from tests.factories.municipalities import KrefeldFactory, MunicipalityFactory, RegisterEntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def named(question: str) -> set[str]:
    return set(locate(parse_text(question)).slugs)


@pytest.fixture
def places() -> dict[str, str]:
    names = ("Freiburg im Breisgau", "Landkreis Oberallgäu", "Frankfurt am Main", "Frankfurt (Oder)", "Bad Homburg")
    return {name: MunicipalityFactory(name=name).slug for name in names}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wohnen Freiburg", ["Freiburg im Breisgau"]),
        ("freiburg im breisgau", ["Freiburg im Breisgau"]),
        ("Freiburgs Sprachkurse", ["Freiburg im Breisgau"]),
        ("Bus im Oberallgaeu", ["Landkreis Oberallgäu"]),
        ("Landkreis Oberallgäu", ["Landkreis Oberallgäu"]),
        ("Frankfurt", ["Frankfurt am Main", "Frankfurt (Oder)"]),
        ("Bad Homburg", ["Bad Homburg"]),
        ("Bad und Küche", []),
        ("Freiburger Schule", []),
        ('"Freiburg"', []),
        ("Schule -Freiburg", []),
    ],
)
def test_municipalities_are_known_as_people_write_them(places, question, expected):
    assert named(question) == {places[name] for name in expected}


def test_only_places_of_the_network_are_names(places):
    RegisterEntryFactory(name="Essen")
    assert named("Essen für Kinder") == set()


def test_new_place_is_known_at_once():
    assert named("Zusmarshausen") == set()
    MunicipalityFactory(name="Zusmarshausen", slug="zusmarshausen")
    assert named("Zusmarshausen") == {"zusmarshausen"}


@pytest.mark.parametrize(
    ("question", "topic", "is_beside_a_topic"),
    [
        ("Wohnen in Freiburg", ("Wohnen", "in"), True),
        ("Freiburg", ("Freiburg",), False),
        ("Stadt Freiburg", ("Stadt", "Freiburg"), False),
        ("Kontakt Freiburg", ("Kontakt", "Freiburg"), False),
        ('Freiburg "Haus der Integration"', ("Haus", "der", "Integration"), True),
    ],
)
def test_place_alone_is_the_topic(places, question, topic, is_beside_a_topic):
    text = locate(parse_text(question))
    assert (text.topic, bool(text.named)) == (topic, is_beside_a_topic)


# --- what comes first


@pytest.fixture
def krefeld(search_index):
    profile = municipality_page(
        KrefeldFactory(), summary="Krefeld bietet Wohnen, Sprachkurse und Kinderbetreuung. So ist Krefeld."
    )
    account = experience_page(
        profile, title="Die Spielgruppe nebenan", what_we_did="Während der Sprachkurse gab es Betreuung der Kinder."
    )
    elsewhere = experience_page(title="Zimmer gesucht", what_we_did="In den Sprachkursen ging es ums Wohnen.")
    search_index.catch_up()
    return {f"page:{profile.pk}": "profile", f"page:{account.pk}": "account", f"page:{elsewhere.pk}": "elsewhere"}


def order(question: str, known: dict[str, str]) -> list[str]:
    return [known.get(each.document.id, "") for each in search(SearchRequest(question), None).results]


def test_account_comes_before_the_profile_that_names_its_topics(krefeld):
    assert order("Sprachkurs Kinderbetreuung", krefeld)[0] == "account"


def test_place_and_topic_bring_its_account_first(krefeld):
    assert order("Sprachkurse Krefeld", krefeld)[0] == "account"


def test_place_alone_brings_its_profile_first(krefeld):
    assert order("Krefeld", krefeld) == ["profile", "account"]


def test_profile_of_another_municipality_is_not_sought(krefeld, search_index):
    other = municipality_page(summary="Wohnen, Wohnen und Wohnen.")
    search_index.catch_up()
    found = order("Wohnen Krefeld", krefeld | {f"page:{other.pk}": "other"})
    assert found[-1] == "other"


def test_ideas_belong_where_they_are_from(search_index):
    mentioned = idea_page(title="Wie in Toronto", challenge="Toronto, immer Toronto.", place="Gent", country="BE")
    own = idea_page(title="Ein Berufsnetz", challenge="Niemand kennt die Betriebe.", place="Toronto", country="CA")
    search_index.catch_up()
    found = [each.document.id for each in search(SearchRequest("Toronto"), None).results]
    assert found == [f"page:{own.pk}", f"page:{mentioned.pk}"]
