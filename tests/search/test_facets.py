"""What documents can be filtered by, from the rows to the names of the values."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from cms.basepage.fields import Phase
from network.municipalities.actions.register import import_register
from network.municipalities.models import Kind
from network.municipalities.register import RegisterEntry
from search.documents import FACETS
from search.facets import GROUPS, describe
from search.parameters import Address, read_request
from search.searching import SearchResponse, only_counted, search
from search.sources import documents_of
from tests.factories.cms import experience_page, format_page, idea_page, meeting_page, municipality_page
from tests.factories.discussions import make_thread
from tests.factories.municipalities import KrefeldFactory, MunicipalityFactory
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory, SpaceMembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ADDRESS = "/api/v1/search"


def facets_of(key: str) -> dict[str, tuple[str, ...]]:
    (document,) = documents_of([key])
    return {name: values for name, values in document.all_facets().items() if values}


def counts(client, name: str, **parameters) -> dict[str, int]:
    options = client.get(ADDRESS, parameters).json()["facets"][name]
    return {option["value"]: option["count"] for option in options}


def test_every_group_has_a_name():
    assert set(GROUPS) == set(FACETS)


def test_experience_carries_its_place_phase_and_origin():
    page = experience_page(municipality_page(KrefeldFactory()), phase=Phase.NEEDS)
    assert facets_of(f"page:{page.pk}") | {"year": ()} == {
        "type": ("experience",),
        "phase": ("needs",),
        "municipality": ("krefeld",),
        "state": ("NW",),
        "size": ("large",),
        "kind": ("county_free_city",),
        "country": ("DE",),
        "origin": ("municipality",),
        "year": (),
        "lang": ("de",),
    }


def test_place_abroad_without_inhabitants_has_a_kind_and_no_size():
    place = MunicipalityFactory(ags=None, country="CA", state="", kind=Kind.ABROAD, population=None)
    facets = facets_of(f"page:{municipality_page(place).pk}")
    assert (facets["kind"], facets["country"], "size" in facets, "state" in facets) == (
        ("abroad",),
        ("CA",),
        False,
        False,
    )


def test_pages_of_practice_carry_whom_with_whom_and_law():
    chosen = {"audiences": ["women"], "actor_groups": ["job_centre", "school"], "legal_regimes": ["sgb_ii"]}
    for page in (experience_page(**chosen), idea_page(**chosen), meeting_page(**chosen), format_page(**chosen)):
        facets = facets_of(f"page:{page.pk}")
        groups = (facets["target_group"], facets["actor_group"], facets["legal_regime"])
        assert groups == (("women",), ("job_centre", "school"), ("sgb_ii",))


def test_origin_says_who_speaks():
    pages = {"editor": (idea_page(), format_page()), "meeting": (meeting_page(),)}
    for origin, written in pages.items():
        for page in written:
            assert facets_of(f"page:{page.pk}")["origin"] == (origin,)
    thread = make_thread(space=SpaceFactory(slug="wohnen"))
    facets = facets_of(f"thread:{thread.pk}")
    assert (facets["origin"], facets["space"]) == (("space",), ("wohnen",))


def test_register_that_counts_anew_changes_the_size_class(client, search_index):
    place = KrefeldFactory()
    experience_page(municipality_page(place))
    search_index.catch_up()
    assert counts(client, "size") == {"large": 2}
    entry = RegisterEntry(
        ags=place.ags, ars=place.ars, official_name="Krefeld, Stadt", kind=place.kind, state=place.state,
        district_name=place.district_name, area_km2=place.area_km2, population=500_000, postcode="47792",
        longitude=place.longitude, latitude=place.latitude,
    )  # fmt: skip
    import_register([entry], population_on=place.population_on, with_districts=False)
    search_index.catch_up()
    assert counts(client, "size") == {"metropolis": 2}


def test_sizes_and_phases_stand_in_their_own_order():
    counted = {"size": {"metropolis": 1, "rural": 9, "medium": 3}, "phase": {"evaluation": 5, "start": 1}}
    groups = {group.name: [option.value for option in group.options] for group in describe(counted, {}, None)}
    assert groups["size"] == ["rural", "medium", "metropolis"]
    assert groups["phase"] == ["start", "evaluation"]


def test_name_of_a_private_space_is_for_its_members_even_if_its_address_is_guessed(client, search_index):
    space = PrivateSpaceFactory(title="Krisenraum", slug="k-7")
    member = UserFactory()
    SpaceMembershipFactory(space=space, user=member)
    make_thread(space=space, author=member, title="Quittenprojekt")
    search_index.catch_up()

    def answers() -> tuple[int, list[dict[str, object]]]:
        answer = client.get(ADDRESS, {"space": "k-7"}).json()
        return answer["total"], answer["facets"]["space"]

    guessed = {"value": "k-7", "label": "k-7", "count": 0, "selected": True}
    assert answers() == (0, [guessed])
    client.force_login(UserFactory())
    assert answers() == (0, [guessed])
    client.force_login(member)
    assert answers() == (1, [guessed | {"label": "Krisenraum", "count": 1}])


def test_name_of_a_tag_is_said_only_if_a_public_page_has_it(client, search_index):
    idea_page(tags=("Kinderbetreuung",))
    idea_page(tags=("Geheimplan",)).unpublish()
    search_index.catch_up()

    def label(tag: str, **asked: str) -> str:
        return client.get(ADDRESS, {"tag": tag, **asked}).json()["facets"]["tag"][-1]["label"]

    assert label("Kinderbetreuung", type="format") == "Kinderbetreuung"
    assert label("Geheimplan") == label("Geheimplan", type="format") == "geheimplan"


@pytest.mark.parametrize("signed_in", [False, True])
def test_each_option_of_the_page_finds_as_many_as_it_says(client, search_index, signed_in):
    """Click by click, over real pages and posts: whatever is chosen already, the count is what the next click shows."""
    krefeld, small = municipality_page(KrefeldFactory()), municipality_page(MunicipalityFactory(population=9_000))
    classed = {"audiences": ["women", "families"], "actor_groups": ["school"], "legal_regimes": ["sgb_ii"]}
    experience_page(krefeld, topics=("language",), phase=Phase.NEEDS, **classed)
    experience_page(krefeld, topics=("language", "work"), tags=("Kita",), audiences=["women"])
    experience_page(small, topics=("work",), phase=Phase.START, actor_groups=["school", "club"])
    idea_page("en", topics=(), **classed)
    format_page(phase=Phase.NEEDS, audiences=["families"])
    make_thread(space=SpaceFactory(slug="offen", municipality=krefeld.municipality))
    inside = SpaceMembershipFactory(space=PrivateSpaceFactory(slug="zu"))
    make_thread(space=inside.space, author=inside.user)
    search_index.catch_up()
    user = UserFactory() if signed_in else AnonymousUser()

    def found(query: str) -> SearchResponse:
        return search(only_counted(read_request(QueryDict(query), "de")), user)

    for start in ("", "target_group=women", "size=large&type=experience&q=Wir"):
        response = found(start)
        address = Address("", response.request)
        for group in describe(response.facets, response.request.filters, user):
            for option in group.options:
                clicked = address.toggled(group.name, option.value).removeprefix("?")
                if not option.selected:
                    assert found(alone(start, group.name, clicked)).total == option.count, (start, option)
                    assert found(clicked).total >= option.count


def alone(start: str, name: str, clicked: str) -> str:
    """The clicked value as the only one of its group."""
    before, after = QueryDict(start), QueryDict(clicked, mutable=True)
    after.setlist(name, [value for value in after.getlist(name) if value not in before.getlist(name)])
    return after.urlencode()
