from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from search.saved import actions
from search.saved.criteria import request_of, search_url
from search.saved.models import Frequency, SavedSearch, Sharing, fingerprint_of, question_key
from search.searching import SearchRequest
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory
from tests.factories.people import UserFactory
from tests.factories.search import make_saved_search

pytestmark = pytest.mark.django_db


def test_saved_search_keeps_text_filters_and_sort():
    request = SearchRequest(text="Sprachkurs", filters={"topic": ("language",), "tag": ()}, sort="date")
    saved = actions.save_search(owner=UserFactory(), request=request, name="  Kurse \x00 am   Abend ")
    assert (saved.name, saved.text, saved.filters, saved.sort) == (
        "Kurse am Abend",
        "Sprachkurs",
        {"topic": ["language"]},
        "date",
    )
    assert (saved.frequency, saved.sharing) == (Frequency.OFF, Sharing.NOBODY)


def test_saved_search_keeps_from_where_one_looks():
    owner = UserFactory()
    request = SearchRequest(text="Sprachkurs", sort="distance", near="krefeld")
    saved = actions.save_search(owner=owner, request=request, name="Kurse")
    assert request_of(saved).near == "krefeld"
    assert search_url(saved) == "/de/suche/?q=Sprachkurs&near=krefeld&sort=distance"
    other = actions.save_search(owner=owner, request=replace(request, near="freiburg"), name="Kurse im Süden")
    assert other.fingerprint != saved.fingerprint
    with pytest.raises(actions.AlreadySaved):
        actions.save_search(owner=owner, request=replace(request, near="Krefeld"), name="Noch einmal")
    unused = actions.save_search(owner=owner, request=replace(request, sort="date"), name="Neue")
    assert unused.near == ""


def test_same_search_is_recognised_in_any_spelling_and_order():
    first = fingerprint_of("Sprach  Kurs", {"tag": ("b", "a"), "state": ()}, "relevance")
    assert first == fingerprint_of("sprach kurs", {"tag": ("a", "b")}, "relevance")
    assert first != fingerprint_of("sprach kurs", {"tag": ("a",)}, "relevance")
    assert question_key("Wie geht's in MÜNCHEN?") == question_key("wie geht s in muenchen")


def test_saving_the_same_or_under_the_same_name_names_what_there_is():
    owner = UserFactory()
    saved = make_saved_search("Quitten", owner=owner, name="Obst")
    with pytest.raises(actions.AlreadySaved) as same:
        make_saved_search(" quitten ", owner=owner, name="Anders")
    with pytest.raises(actions.AlreadySaved) as namesake:
        make_saved_search("Birnen", owner=owner, name="obst")
    assert (same.value.code, same.value.saved, namesake.value.code) == ("same_search", saved, "same_name")
    assert make_saved_search("Quitten", name="Obst").owner != owner


def test_replacing_gives_the_search_other_criteria_and_forgets_its_news():
    owner = UserFactory()
    saved = make_saved_search("Quitten", owner=owner, name="Obst")
    request = SearchRequest(text="Birnen")
    actions.save_search(owner=owner, request=request, name="Obst", replacing=saved)
    assert list(SavedSearch.objects.values_list("name", "text")) == [("Obst", "Birnen")]
    with pytest.raises(PermissionDenied):
        actions.save_search(owner=UserFactory(), request=request, name="Obst", replacing=saved)


def test_a_person_keeps_so_many_searches_and_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(actions, "MOST_SEARCHES", 2)
    owner = UserFactory()
    make_saved_search("a1", owner=owner), make_saved_search("a2", owner=owner)
    with pytest.raises(ValidationError, match="2") as problem:
        make_saved_search("a3", owner=owner)
    assert problem.value.code == "too_many"


@pytest.mark.parametrize("name", ["", "  \x00 ", "x" * 121])
def test_name_must_be_one(name):
    with pytest.raises(ValidationError):
        actions.clean_name(name)


def test_alerts_tell_of_what_comes_after_they_are_switched_on():
    saved = make_saved_search(frequency=Frequency.OFF)
    before = saved.news_since
    fields = {"name": saved.name, "by_email": True, "sharing": Sharing.NOBODY}
    actions.change_search(saved=saved, changed_by=saved.owner, frequency=Frequency.DAILY, **fields)
    since = saved.news_since
    actions.change_search(saved=saved, changed_by=saved.owner, frequency=Frequency.WEEKLY, **fields)
    assert before < since == saved.news_since


def test_link_ends_with_the_sharing():
    saved = make_saved_search()
    fields = {"name": "Neu", "frequency": Frequency.OFF, "by_email": False}
    actions.change_search(saved=saved, changed_by=saved.owner, sharing=Sharing.LINK, **fields)
    token = saved.token
    assert SavedSearch.objects.by_token(token).get() == saved
    actions.change_search(saved=saved, changed_by=saved.owner, sharing=Sharing.NOBODY, **fields)
    assert not SavedSearch.objects.by_token(token).exists()
    assert not SavedSearch.objects.by_token("").exists()
    with pytest.raises(ValidationError):
        actions.change_search(saved=saved, changed_by=saved.owner, sharing="all", **fields)


def test_only_the_owner_changes_and_deletes():
    saved, other = make_saved_search(), UserFactory()
    with pytest.raises(PermissionDenied):
        actions.delete_search(saved=saved, deleted_by=other)
    with pytest.raises(PermissionDenied):
        actions.change_search(
            saved=saved, changed_by=other, name="x", frequency=Frequency.OFF, by_email=True, sharing=Sharing.NOBODY
        )
    actions.delete_search(saved=saved, deleted_by=saved.owner)
    assert not SavedSearch.objects.exists()


def test_wish_is_made_once_and_again_after_it_was_answered(monkeypatch):
    owner, request = UserFactory(), SearchRequest(text="Zylinderkopfdichtung")
    wish = actions.wish_for_answer(owner=owner, request=request)
    assert actions.wish_for_answer(owner=owner, request=request) == wish
    SavedSearch.objects.update(frequency=Frequency.OFF)
    assert actions.wish_for_answer(owner=owner, request=request) != wish
    with pytest.raises(ValidationError):
        actions.wish_for_answer(owner=owner, request=SearchRequest(text="?!"))
    monkeypatch.setattr(actions, "MOST_WISHES", 1)
    with pytest.raises(ValidationError):
        actions.wish_for_answer(owner=owner, request=SearchRequest(text="anderes"))


def test_wish_is_forgotten_after_90_days():
    wish = actions.wish_for_answer(owner=UserFactory(), request=SearchRequest(text="Zylinderkopf"))
    saved = make_saved_search(owner=wish.owner)
    SavedSearch.objects.update(created_at=timezone.now() - timedelta(days=89, hours=23))
    assert actions.forget_old_wishes() == 0
    SavedSearch.objects.update(created_at=timezone.now() - timedelta(days=90, hours=1))
    actions.forget_old_wishes()
    assert list(SavedSearch.objects.all()) == [saved]


# --- who sees what: rows "saved search" of docs/roles.md


@pytest.mark.parametrize("sharing", Sharing.values)
@pytest.mark.parametrize("person", ["owner", "colleague", "stranger", "inactive owner", "visitor"])
def test_saved_search_visible_to_agrees_with_the_rule(sharing, person):
    from django.contrib.auth.models import AnonymousUser

    krefeld = MunicipalityFactory()
    saved = make_saved_search(owner=MembershipFactory(municipality=krefeld).user)
    SavedSearch.objects.update(sharing=sharing)
    saved.refresh_from_db()
    people = {
        "owner": saved.owner,
        "colleague": MembershipFactory(municipality=krefeld).user,
        "stranger": MembershipFactory().user,
        "inactive owner": saved.owner,
        "visitor": AnonymousUser(),
    }
    user = people[person]
    if person == "inactive owner":
        user.is_active = False
        user.save()
    may = person == "owner" or (person == "colleague" and sharing == Sharing.MUNICIPALITY)
    assert SavedSearch.objects.visible_to(user).filter(pk=saved.pk).exists() is may
    assert user.has_perm("search.view_saved_search", saved) is may
    assert user.has_perm("search.change_saved_search", saved) is (person == "owner")
