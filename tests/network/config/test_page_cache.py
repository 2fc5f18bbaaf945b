"""Public pages from memory: the same for everybody, and never older than what they show."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache, caches
from django.db import transaction
from django.test import Client

from cms.site import freshness
from tests.factories import cms as make
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)  # a change counts when it is committed


@pytest.fixture(autouse=True)
def _pages_are_kept(settings) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 60
    settings.CONTENT_STAMP_SECONDS = 0
    cache.clear()
    caches["pages"].clear()
    yield
    cache.clear()
    caches["pages"].clear()


@pytest.fixture
def idea():
    return make.idea_page(title="Mentoren für den Anfang")


@pytest.mark.parametrize("compressed", ["gzip", ""])
def test_second_visitor_gets_the_kept_page_query_count(client, idea, django_assert_num_queries, compressed):
    headers = {"accept-encoding": compressed}
    first = client.get(idea.url, headers=headers)
    with django_assert_num_queries(1):  # the stamp
        second = Client().get(idea.url, headers=headers)
    assert (second.content, dict(second.items())) == (first.content, dict(first.items()))
    assert second.get("Content-Encoding", "") == compressed


def test_kept_page_carries_the_policies_of_the_first(client, idea):
    client.get(idea.url)
    kept = Client().get(idea.url)
    assert "script-src 'self'" in kept["Content-Security-Policy"]
    assert kept["X-Frame-Options"] == "SAMEORIGIN"


def test_signed_in_person_neither_reads_nor_fills_the_cache(client, idea):
    member = Client()
    member.force_login(UserFactory(first_name="Quitte"))
    assert "is_public" not in vars(member.get("/en/anmelden/"))
    own = member.get(idea.url)
    public = client.get(idea.url)
    assert member.get(idea.url).content == own.content
    assert Client().get(idea.url).content == public.content
    assert own.content != public.content


@pytest.mark.parametrize("change", ["publish", "classify", "unpublish", "restrict"])
def test_change_is_seen_by_the_next_visitor(client, idea, change):
    client.get(idea.url)
    if change == "publish":
        idea.challenge = "Ganz anders als bisher."
        idea.save_revision().publish()
    elif change == "classify":
        idea.topics.add(make.topic("work"))
        idea.save()
    elif change == "unpublish":
        idea.unpublish()
    else:
        idea.view_restrictions.create(restriction_type="login")
    answer = Client().get(idea.url)
    if change == "publish":
        assert "Ganz anders als bisher." in answer.content.decode()
    elif change == "classify":
        assert make.topic("work").name in answer.content.decode()
    elif change == "unpublish":
        assert answer.status_code == 404
    else:
        assert answer.status_code == 302


def test_search_and_forms_are_never_kept(client, idea):
    for path in ("/de/suche/?q=Mentoren", "/de/anmelden/", "/de/gibt-es-nicht/"):
        client.get(path)
    assert not caches["pages"]._cache


def test_unknown_host_and_long_address_are_not_kept(client, idea):
    assert client.get(idea.url, headers={"host": "evil.example"}).status_code == 400
    client.get(idea.url, {"x": "a" * 400})
    assert not caches["pages"]._cache


def test_stamp_counts_once_per_transaction_and_not_for_a_sign_in():
    user = UserFactory()
    before = freshness.current_stamp()
    with transaction.atomic():
        MunicipalityFactory(), MunicipalityFactory()
    assert freshness.current_stamp() == before + 1
    user.save(update_fields=["last_login"])
    assert freshness.current_stamp() == before + 1


def test_rolled_back_change_counts_for_nothing():
    place = MunicipalityFactory()
    before = freshness.current_stamp()
    with pytest.raises(RuntimeError), transaction.atomic():
        place.save()
        raise RuntimeError
    assert freshness.current_stamp() == before


def test_process_asks_at_most_twice_a_second(settings, django_assert_num_queries):
    settings.CONTENT_STAMP_SECONDS = 0.5
    MunicipalityFactory()
    with django_assert_num_queries(1):
        assert freshness.current_stamp() == freshness.current_stamp()
