"""People are found by members, exactly those they may see, and never by their e-mail address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.municipalities.models import Membership
from network.people.models import User
from network.people.roles import Role
from search import indexing
from search.searching import SearchRequest, search
from search.sources.people import PersonSource
from tests.factories.cms import experience_page, municipality_page
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import KrefeldFactory, MembershipFactory, MunicipalityFactory
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory, SpaceMembershipFactory

pytestmark = pytest.mark.django_db


def found(text: str, user, **filters: tuple[str, ...]) -> list[str]:
    return [result.document.id for result in search(SearchRequest(text, filters), user).results]


@pytest.fixture
def reader(db) -> User:
    return UserFactory(first_name="Lea", last_name="Leserin")


@pytest.fixture
def person(db) -> User:
    person = UserFactory(first_name="Quirin", last_name="Obstbauer", email="versteckt@kommune.example")
    MembershipFactory(user=person, municipality=KrefeldFactory(), contact_role="Fachstelle Streuobst")
    return person


def test_member_finds_people_by_name_role_and_municipality(search_index, reader, person):
    search_index.catch_up()
    for text in ("Quirin", "Obstbauer", "Krefeld", "Streuobst"):
        assert found(text, reader, type=("person",)) == [f"person:{person.pk}"]
    assert found("", reader, type=("person",), municipality=("krefeld",)) == [f"person:{person.pk}"]
    (hit,) = search(SearchRequest("Obstbauer"), reader).results
    assert (hit.url, hit.document.place) == (reverse("people:person", args=[person.pk]), "Krefeld")


def test_visitor_finds_nobody_and_learns_nothing(search_index, person):
    search_index.catch_up()
    for text in ("Obstbauer", "Obstbaur", "Streuobst"):
        response = search(SearchRequest(text), None)
        assert (response.total, response.did_you_mean, dict(response.facets["type"])) == (0, "", {})


def test_nobody_is_found_by_their_address(search_index, reader, person):
    nameless = UserFactory(first_name="", last_name="", email="namenlos@kommune.example")
    search_index.catch_up()
    assert found("versteckt", reader) == found("namenlos", reader) == []
    assert f"person:{nameless.pk}" not in search_index.ids()
    assert "versteckt" not in search_index.engine.documents([f"person:{person.pk}"])[f"person:{person.pk}"].to_json()


def test_person_who_left_is_gone_at_once_for_everybody(search_index, reader, person):
    search_index.catch_up()
    person.is_active = False
    person.save()
    assert found("Obstbauer", reader) == found("Obstbauer", CoordinatorFactory()) == []
    search_index.catch_up()
    assert f"person:{person.pk}" not in search_index.ids()
    assert indexing.find_drift().all_keys == []
    person.is_active = True
    person.save()
    search_index.catch_up()
    assert found("Obstbauer", reader) == [f"person:{person.pk}"]


def test_changes_of_a_person_reach_the_index(search_index, reader, person):
    search_index.catch_up()
    person.last_name = "Mirabell"
    person.save(update_fields=["last_name"])
    Membership.objects.filter(user=person).delete()
    moved = MembershipFactory(user=person, municipality=MunicipalityFactory(name="Merzig"))
    search_index.catch_up()
    assert (found("Obstbauer", reader), found("Krefeld", reader, type=("person",))) == ([], [])
    assert found("Mirabell", reader) == found("Merzig", reader, type=("person",)) == [f"person:{person.pk}"]
    moved.municipality.name = "Merzig an der Saar"
    moved.municipality.save()
    search_index.catch_up()
    assert indexing.find_drift().all_keys == []
    person.delete()
    assert found("Mirabell", reader) == []


def test_signing_in_needs_no_indexing(search_index, client, person):
    search_index.catch_up()
    client.force_login(person)
    assert indexing.process_outbox() == 0


def test_readable_people_are_those_one_may_see(search_index, reader, person):
    gone = UserFactory(is_active=False)
    everybody = list(User.objects.values_list("pk", flat=True))
    source = PersonSource()
    assert source.readable(everybody, None) == {}
    assert set(source.readable(everybody, reader)) == set(User.objects.visible_to(reader).values_list("pk", flat=True))
    assert gone.pk not in source.readable(everybody, CoordinatorFactory())


def test_query_count_of_people_is_the_same_for_1_and_3(django_assert_num_queries, person):
    with django_assert_num_queries(2):
        PersonSource().documents([person.pk])
    others = [MembershipFactory().user.pk for _ in range(2)]
    with django_assert_num_queries(2):
        assert len(PersonSource().documents([person.pk, *others])) == 3


# --- contacts of municipalities ---


def test_contact_of_a_municipality_is_public(search_index):
    page = municipality_page(KrefeldFactory(contact_role="Stabsstelle Zusammenleben"))
    search_index.catch_up()
    assert found("Stabsstelle", None) == [f"page:{page.pk}"]


# --- the page of a person ---


def address(person: User) -> str:
    return reverse("people:person", args=[person.pk])


def test_page_tells_members_where_to_ask_and_what_was_said(client, reader, person):
    krefeld = municipality_page(Membership.objects.get(user=person).municipality)
    experience_page(krefeld, title="Obstwiese", author=person)
    space = SpaceFactory(title="Garten")
    make_post(thread=make_thread(space=space, title="Wer mäht?"), author=person)
    client.force_login(reader)
    html = client.get(address(person)).content.decode()
    for text in ("Quirin Obstbauer", "Krefeld", "Fachstelle Streuobst", "Obstwiese", "Wer mäht?"):
        assert text in html
    assert reverse("discussions:thread-create", args=[space.slug]) in html
    assert "versteckt@" not in html


def test_page_shows_nothing_of_spaces_the_reader_may_not_enter(client, reader, person):
    private = PrivateSpaceFactory(title="Krisenraum")
    SpaceMembershipFactory(space=private, user=person)
    make_thread(space=private, author=person, title="Streng vertraulich")
    experience_page(title="Unfertig", author=person, live=False)
    client.force_login(reader)
    html = client.get(address(person)).content.decode()
    assert not [text for text in ("Krisenraum", "vertraulich", "Unfertig") if text in html]


def test_page_is_for_members_and_gone_with_the_person(client, reader, person):
    assert reverse("account_login") in client.get(address(person)).url
    client.force_login(reader)
    person.is_active = False
    person.save()
    assert client.get(address(person)).status_code == 404
    coordinator = UserFactory(role=Role.COORDINATOR)
    client.force_login(coordinator)
    assert "hat das Netzwerk verlassen" in client.get(address(person)).content.decode()


def test_query_count_of_the_page_is_the_same_for_1_and_3(client, reader, person):
    client.force_login(reader)

    def count() -> int:
        with CaptureQueriesContext(connection) as context:
            client.get(address(person))
        return len(context)

    make_thread(author=person, title="Erste Frage")
    count()
    one = count()
    for title in ("Zweite Frage", "Dritte Frage"):
        make_thread(author=person, title=title)
    assert count() == one
