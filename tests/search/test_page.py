"""The search page as a visitor and a member get it."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.concepts import vocabulary
from search.concepts.models import Concept
from search.models import OutboxEntry
from search.presentation import SHOWN_VALUES
from tests.factories.cms import experience_page, idea_page, meeting_page, municipality_page
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import KrefeldFactory, MunicipalityFactory
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceMembershipFactory
from tests.search.contract import HOSTILE

pytestmark = pytest.mark.django_db

ADDRESS = "/de/suche/"


def text_of(response) -> str:
    body = response.content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def titles(response) -> list[str]:
    return [card["title"] for card in response.context["cards"]]


@pytest.fixture
def krefeld(search_index):
    profile = municipality_page(KrefeldFactory())
    page = experience_page(
        profile,
        title="Lernen ohne Sorge",
        what_we_did="Die Betreuung der Kinder während des Deutschkurses übernimmt die <Volkshochschule>.",
        started_on="2017-04",
        topics=("language", "education"),
        tags=("Frühstück",),
    )
    search_index.catch_up()
    return page


def test_result_says_kind_place_passage_and_date(client, krefeld):
    response = client.get(ADDRESS, {"q": "Sprachkurs Kinderbetreuung", "type": "experience"})
    body = response.content.decode()
    assert titles(response) == ["Lernen ohne Sorge"]
    assert (
        "Die <mark>Betreuung</mark> der <mark>Kinder</mark> während des Deutschkurses übernimmt "
        "die &lt;Volkshochschule&gt;."
    ) in body
    text = text_of(response)
    for shown in ("1 Treffer", "Erfahrung", "Krefeld", "April 2017"):
        assert shown in text
    assert f'href="{krefeld.get_url()}"' in body


def test_facets_have_names_and_counts_and_chosen_ones_can_be_removed(client, krefeld):
    idea_page(title="Idee", topics=("language",))
    response = client.get(ADDRESS, {"topic": "language", "q": "lernen"})
    groups = {str(group.label): group for group in response.context["facets"]}
    assert [(option.label, option.count, option.selected) for option in groups["Thema"].options] == [
        ("Bildung", 1, False),
        ("Sprache", 1, True),
    ]
    assert [chip.label for chip in response.context["chips"]] == ["Sprache"]
    assert response.context["chips"][0].url == f"{ADDRESS}?q=lernen"
    bildung = next(option for option in groups["Thema"].options if option.label == "Bildung")
    assert bildung.url == f"{ADDRESS}?q=lernen&topic=language&topic=education"


def test_values_beyond_the_first_are_folded_away(client, search_index):
    for number in range(SHOWN_VALUES + 2):
        experience_page(municipality_page(MunicipalityFactory(name=f"Ort {number:02}")))
    search_index.catch_up()
    groups = {str(group.label): group for group in client.get(ADDRESS).context["facets"]}
    assert (len(groups["Kommune"].options), len(groups["Kommune"].more)) == (SHOWN_VALUES, 2)


def test_values_beyond_the_listed_have_an_address_of_their_own(client, search_index, monkeypatch):
    monkeypatch.setattr("search.presentation.LISTED_VALUES", SHOWN_VALUES + 1)
    for number in range(SHOWN_VALUES + 3):
        experience_page(municipality_page(MunicipalityFactory(name=f"Ort {number:02}")))
    search_index.catch_up()
    group = {group.name: group for group in client.get(ADDRESS).context["facets"]}["municipality"]
    assert (len(group.more), group.number) == (1, SHOWN_VALUES + 3)
    assert group.all_url == f"{ADDRESS}?all=municipality#facet-municipality"
    whole = {group.name: group for group in client.get(group.all_url).context["facets"]}["municipality"]
    assert (len(whole.more), whole.all_url, whole.is_open) == (3, "", True)


def test_group_that_cannot_change_the_result_is_left_out(client, krefeld):
    names = [group.name for group in client.get(ADDRESS, {"type": "experience"}).context["facets"]]
    assert "topic" in names  # two values
    assert "state" not in names  # every result is of the same
    assert "type" in names  # chosen, so that it can be given up


def test_address_of_a_place_takes_name_and_key(client, krefeld):
    for value in ("krefeld", "Krefeld", "05114000"):
        assert titles(client.get(ADDRESS, {"municipality": value, "type": "experience"})) == ["Lernen ohne Sorge"]


def test_empty_result_offers_ways_out(client, krefeld):
    response = client.get(ADDRESS, {"q": "Betreuung", "state": "BY"})
    ways = response.context["ways_out"]
    assert [(way.label, way.count, way.url) for way in ways["relaxed"]] == [
        ("Ohne „Bayern“", 1, f"{ADDRESS}?q=Betreuung")
    ]
    assert "Sprache" in [topic.label for topic in ways["topics"]]
    several = client.get(ADDRESS, {"q": "Betreuung", "state": ["BY", "HE"], "type": ["idea", "format"], "year": "1999"})
    assert [(way.label, way.count, way.url) for way in several.context["ways_out"]["relaxed"]] == [
        ("Ganz ohne Filter", 1, f"{ADDRESS}?q=Betreuung")
    ]
    alternatives = client.get(ADDRESS, {"q": "Betreuung", "state": ["BY", "HE", "BE", "HB"], "topic": "language"})
    assert [(way.label, way.count) for way in alternatives.context["ways_out"]["relaxed"]] == [
        ("Ohne „Bayern, Berlin, Bremen …“", 1),
        ("Ganz ohne Filter", 1),
    ]
    client.force_login(UserFactory())
    assert "Das Netz fragen" in text_of(client.get(ADDRESS, {"q": "Zylinderkopfdichtung"}))


def test_misspelt_word_offers_what_was_meant(client, krefeld):
    response = client.get(ADDRESS, {"q": "Volkshohcschule"})
    assert response.context["correction"].url == f"{ADDRESS}?q=Volkshochschule"
    assert "Meinten Sie: Volkshochschule" in text_of(response)


def test_misspelt_word_is_found_by_its_other_names_and_as_a_place(client, krefeld, search_index):
    Concept.objects.create(german="Quittenbaum", english="quince")
    vocabulary.forget()
    idea_page("en", title="A quince for everybody")
    idea_page(title="Der Quittenbaum im Hof")
    search_index.catch_up()
    for query in ({"q": "qiunce"}, {"q": "qiunce", "lang": "de"}):
        response = client.get(ADDRESS, query)
        assert "Der Quittenbaum im Hof" in titles(response), query
        assert response.context["correction"].label == "quince"
    place = client.get(ADDRESS, {"q": "Betreuung Krefled"})
    assert place.context["response"].text.slugs == {"krefeld"}


def test_list_has_pages_and_orders(client, search_index):
    for number in range(25):
        idea_page(title=f"Quittenprojekt {number:02}")
    search_index.catch_up()
    first = client.get(ADDRESS, {"q": "Quittenprojekt"})
    second = client.get(first.context["pages"]["next"])
    assert first.context["response"].total == 25
    assert len({*titles(first), *titles(second)}) == 25
    assert first.context["sorts"][1].url == f"{ADDRESS}?q=Quittenprojekt&sort=date"
    assert [sort.label for sort in client.get(ADDRESS).context["sorts"]] == ["Neueste zuerst"]
    beyond = client.get(ADDRESS, {"q": "Quittenprojekt", "page": 9})
    assert (beyond.status_code, titles(beyond)) == (200, [])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_question_gets_a_page(client, krefeld, text):
    response = client.get(ADDRESS, {"q": text})
    assert response.status_code == 200
    assert "Treffer" in text_of(response)


@pytest.mark.parametrize(
    "query",
    [
        "type=nonsense",
        "year=20188&year=x&year=%00",
        "lang=klingon",
        "page=-1",
        "page=99999999999999999999",
        "page=x",
        "sort=;drop",
        "municipality=%00'%22",
        "topic=" + "x" * 5000,
        "&".join(f"tag=t{number}" for number in range(500)),
        "q=%FF%FE",
        "country=%F0%9F%9A%B2",
    ],
)
def test_nonsense_in_the_address_gets_a_page(client, krefeld, query):
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    assert "Treffer" in text_of(response)


def test_missing_index_is_said_and_browsing_goes_on(client, krefeld, search_index):
    search_index.engine.discard()
    response = client.get(ADDRESS, {"topic": "language"})
    assert response.status_code == 503
    assert "Die Suche wird gerade neu aufgebaut" in text_of(response)
    assert titles(response) == ["Lernen ohne Sorge"]
    assert [(tag.label, tag.count) for tag in response.context["tags"]] == [("Frühstück", 1)]
    assert OutboxEntry.objects.filter(operation="rebuild").count() == 1
    assert titles(client.get(ADDRESS, {"q": "egal"})) == []
    search_index.catch_up()
    assert client.get(ADDRESS, {"topic": "language"}).status_code == 200


def test_english_page_speaks_english(client, krefeld):
    text = text_of(client.get("/en/suche/", {"q": "Betreuung", "state": "NW"}))
    assert "North Rhine-Westphalia" in text
    assert "Newest first" in text or "result" in text


# --- access ---


@pytest.fixture
def private_talk(search_index):
    """A private space with words nobody else uses, and a public page beside it."""
    member = UserFactory()
    municipality = MunicipalityFactory(name="Geheimstadt")
    space = PrivateSpaceFactory(title="Krisenraum", municipality=municipality)
    SpaceMembershipFactory(space=space, user=member)
    thread = make_thread(space=space, author=member, title="Quittenprojekt", body="Ein Zwetschgenkuchen.")
    make_post(thread=thread, author=member, body="Zwetschgenkuchen für alle.")
    idea_page(title="Öffentliche Idee")
    search_index.catch_up()
    return member


def test_private_space_leaks_nothing(client, private_talk):
    """Neither as result nor in counts, facets, corrections or labels, to visitors and to other members alike."""
    for user in (None, UserFactory()):
        client.logout()
        if user:
            client.force_login(user)
        for query in (
            {},
            {"q": "Quittenprojekt"},
            {"q": "Qittenprojekt"},
            {"q": "Zwetschgenkuchn"},
            {"type": "thread"},
        ):
            response = client.get(ADDRESS, query)
            answer = response.context["response"]
            everything = text_of(response).replace(query.get("q", "-"), "")
            assert answer.did_you_mean == ""
            assert "thread" not in answer.facets["type"]
            assert answer.facets["municipality"] == {}
            for word in ("Quittenprojekt", "Zwetschgen", "Geheimstadt", "Krisenraum"):
                assert word not in everything
    assert client.get(ADDRESS, {"municipality": "geheimstadt"}).context["response"].total == 0


def test_member_of_the_private_space_finds_it(client, private_talk):
    client.force_login(private_talk)
    response = client.get(ADDRESS, {"q": "Zwetschgenkuchen"})
    assert titles(response) == ["Quittenprojekt", "Quittenprojekt"]
    assert dict(response.context["response"].facets["type"]) == {"thread": 1, "post": 1}
    assert client.get(ADDRESS, {"q": "Zwetschgenkuchn"}).context["response"].did_you_mean == "Zwetschgenkuchen"


# --- cost ---


@pytest.mark.parametrize("signed_in", [False, True])
def test_query_count_is_the_same_with_one_and_with_three_results(client, search_index, signed_in, monkeypatch):
    monkeypatch.setattr(vocabulary, "LOOK_AGAIN_SECONDS", 3600)  # a slow machine would count looking for new concepts
    if signed_in:
        client.force_login(UserFactory())

    def add() -> None:
        municipality = MunicipalityFactory()
        page = experience_page(
            municipality_page(municipality), title="Quittenprojekt", topics=("work",), tags=("Obst",)
        )
        meeting_page(title="Quittenprojekt")
        make_post(thread=make_thread(title=f"Quittenprojekt {page.pk}"))

    counts = []
    for times in (1, 2):
        for _ in range(times):
            add()
        search_index.catch_up()
        client.get(ADDRESS, {"q": "Quittenprojekt"})
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(ADDRESS, {"q": "Quittenprojekt"})
        counts.append(len(queries))
    assert counts == ([14, 14] if signed_in else [5, 5]), [query["sql"][:120] for query in queries]


# --- scope ---


def test_search_narrowed_to_a_municipality_offers_to_search_everywhere(client, krefeld):
    idea_page(title="Kinderbetreuung in Toronto")
    narrowed = client.get(ADDRESS, {"q": "Betreuung", "municipality": "krefeld", "type": "experience"})
    assert narrowed.context["address"].everywhere() == f"{ADDRESS}?q=Betreuung&type=experience"
    assert "Überall suchen" in text_of(narrowed)
    assert "Überall suchen" not in text_of(client.get(ADDRESS, {"q": "Betreuung", "type": "experience"}))


def test_search_in_a_space_finds_only_what_is_said_there(client, search_index):
    here, there = make_thread(title="Quittenprojekt hier"), make_thread(title="Quittenprojekt dort")
    idea_page(title="Quittenprojekt überall")
    search_index.catch_up()
    client.force_login(UserFactory())
    response = client.get(ADDRESS, {"q": "Quittenprojekt", "space": here.space.slug})
    assert titles(response) == ["Quittenprojekt hier"]
    assert [(chip.group, chip.label) for chip in response.context["chips"]] == [("Raum", here.space.title)]
    assert len(titles(client.get(response.context["address"].everywhere()))) == 3
    assert there.space.title not in text_of(response)[:200]
