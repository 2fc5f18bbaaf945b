"""Saving a search from the search page, and what one does with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from search.saved import actions
from search.saved.models import Frequency, SavedSearch, Sharing
from tests.factories.cms import idea_page
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory
from tests.factories.people import UserFactory
from tests.factories.search import make_saved_search
from tests.search.test_page import text_of

pytestmark = pytest.mark.django_db

LIST = "/de/gespeicherte-suchen/"
SAVE = "/de/gespeicherte-suchen/neu/?q=Quitten&topic=language&sort=date"


@pytest.fixture
def member(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_search_page_saves_in_one_step(client, search_index, member):
    page = client.get("/de/suche/", {"q": "Quitten", "topic": "language", "sort": "date"})
    save = page.context["save"]
    assert (save["url"], save["name"]) == (SAVE, "Quitten")
    saved = client.post(save["url"], {"name": "Obst", "frequency": "daily"}, follow=True)
    assert saved.redirect_chain == [("/de/suche/?q=Quitten&topic=language&sort=date", 302)]
    text = text_of(saved)
    assert "Die Suche ist als „Obst“ gespeichert." in saved.content.decode()
    assert "Gespeichert als Obst" in text
    row = SavedSearch.objects.get()
    assert (row.owner, row.frequency, row.filters) == (member, "daily", {"topic": ["language"]})


def test_visitor_is_led_to_sign_in_and_then_to_the_form(client, search_index):
    page = client.get("/de/suche/", {"q": "Quitten"})
    assert page.context["save"]["url"] == "/de/anmelden/?next=/de/gespeicherte-suchen/neu/%3Fq%3DQuitten".replace(
        "/de/gespeicherte", "%2Fde%2Fgespeicherte"
    ).replace("suchen/neu/", "suchen%2Fneu%2F")
    assert "csrftoken" not in client.cookies
    user = UserFactory()
    client.post(SAVE, {"name": "Mein Obst", "frequency": "weekly"})
    client.force_login(user)
    assert client.get(SAVE).context["form"].initial["name"] in ("Mein Obst", "Quitten")


def test_nothing_asked_is_nothing_to_save(client, search_index, member):
    assert client.get("/de/suche/").context["save"] is None


def test_same_search_leads_to_the_one_there_is(client, member):
    saved = make_saved_search("Quitten", owner=member, name="Obst")
    response = client.post("/de/gespeicherte-suchen/neu/?q=quitten", {"name": "Neu", "frequency": "off"}, follow=True)
    assert response.redirect_chain[0][0] == reverse("saved_searches:change", args=[saved.pk])
    assert "Diese Suche ist schon als „Obst“ gespeichert." in response.content.decode()


def test_namesake_is_offered_to_be_replaced_and_nothing_typed_is_lost(client, member):
    saved = make_saved_search("Birnen", owner=member, name="Obst")
    refused = client.post(SAVE, {"name": "Obst", "frequency": "weekly"})
    assert (refused.status_code, refused.context["form"]["frequency"].value()) == (409, "weekly")
    assert "„Obst“ durch diese Suche ersetzen" in text_of(refused)
    client.post(SAVE, {"name": "Obst", "frequency": "weekly", "replace": str(saved.pk)})
    assert list(SavedSearch.objects.values_list("pk", "text")) == [(saved.pk, "Quitten")]


@pytest.mark.parametrize("replace", ["x", "99999999999999999999999", "\x00", "-1", "²"])
def test_hostile_replace_replaces_nothing(client, member, replace):
    make_saved_search("Birnen", name="Fremd")
    client.post(SAVE, {"name": "Obst", "frequency": "off", "replace": replace})
    assert SavedSearch.objects.get(owner=member).name == "Obst"


def test_replace_of_another_person_is_no_replace(client, member):
    other = make_saved_search("Birnen", name="Fremd")
    client.post(SAVE, {"name": "Obst", "frequency": "off", "replace": str(other.pk)})
    other.refresh_from_db()
    assert (other.text, SavedSearch.objects.count()) == ("Birnen", 2)


def test_limit_is_said(client, member, monkeypatch):
    monkeypatch.setattr(actions, "MOST_SEARCHES", 0)
    response = client.post(SAVE, {"name": "Obst", "frequency": "off"})
    assert response.status_code == 422
    assert "Es sind schon 0 Suchen gespeichert" in text_of(response)


@pytest.mark.parametrize(
    "fields",
    [{}, {"name": ""}, {"name": "x" * 10_000, "frequency": "off"}, {"name": "Obst", "frequency": "hourly"}],
)
def test_wrong_input_is_named(client, member, fields):
    response = client.post(SAVE, fields)
    assert (response.status_code, bool(response.context["form"].errors)) == (422, True)


@pytest.mark.parametrize("name", ["🍐" * 30, "مشروع", "<b>fett</b>", "a\x00b"])
def test_odd_names_are_kept_or_cleaned(client, member, name):
    client.post(SAVE, {"name": name, "frequency": "off"})
    assert SavedSearch.objects.get().name == name.replace("\x00", " ")
    assert "<b>fett" not in client.get(LIST).content.decode()


def test_list_shows_own_wishes_and_what_colleagues_share(client, member):
    krefeld = MunicipalityFactory()
    MembershipFactory(user=member, municipality=krefeld)
    make_saved_search("Quitten", owner=member, name="Obst", topic=("language",))
    colleague = MembershipFactory(municipality=krefeld).user
    make_saved_search("Birnen", owner=colleague, name="Geteilt")
    make_saved_search("Pflaumen", owner=colleague, name="Ungeteilt")
    make_saved_search("Kirschen", name="Fremd")
    SavedSearch.objects.filter(name__in=("Geteilt", "Fremd")).update(sharing=Sharing.MUNICIPALITY)
    text = text_of(client.get(LIST))
    assert "Obst" in text
    assert "Geteilt" in text
    assert "Ungeteilt" not in text
    assert "Fremd" not in text


def test_owner_changes_shares_and_deletes(client, member, search_index):
    saved = make_saved_search("Quitten", owner=member, name="Obst")
    change = reverse("saved_searches:change", args=[saved.pk])
    response = client.post(
        change, {"name": "Steinobst", "frequency": "weekly", "sharing": "link", "by_email": ""}, follow=True
    )
    saved.refresh_from_db()
    assert (saved.name, saved.frequency, saved.by_email) == ("Steinobst", "weekly", False)
    link = response.context["share_url"]
    assert link.endswith(f"/de/gespeicherte-suchen/link/{saved.token}/")
    client.logout()
    assert client.get(f"/de/gespeicherte-suchen/link/{saved.token}/").headers["Location"] == "/de/suche/?q=Quitten"
    client.force_login(member)
    assert "Diese Suche löschen?" in text_of(client.get(reverse("saved_searches:delete", args=[saved.pk])))
    client.post(reverse("saved_searches:delete", args=[saved.pk]))
    assert not SavedSearch.objects.exists()
    assert client.get(f"/de/gespeicherte-suchen/link/{saved.token}/").status_code == 404


@pytest.mark.parametrize("view", ["detail", "change", "delete"])
def test_search_of_a_stranger_is_not_there(client, member, view):
    url = reverse(f"saved_searches:{view}", args=[make_saved_search(name="Geheimes").pk])
    responses = [client.get(url), client.post(url)]
    assert [response.status_code for response in responses] in ([404, 404], [404, 405])
    assert SavedSearch.objects.count() == 1


def test_search_of_a_colleague_opens_and_cannot_be_changed(client, member):
    krefeld = MunicipalityFactory()
    MembershipFactory(user=member, municipality=krefeld)
    saved = make_saved_search("Birnen", owner=MembershipFactory(municipality=krefeld).user)
    SavedSearch.objects.update(sharing=Sharing.MUNICIPALITY)
    assert client.get(saved.get_absolute_url()).headers["Location"] == "/de/suche/?q=Birnen"
    for view in ("change", "delete"):
        response = client.get(reverse(f"saved_searches:{view}", args=[saved.pk]))
        assert response.status_code == 403
        assert "wer sie gespeichert hat" in response.content.decode()


def test_home_names_the_searches(client, member):
    assert 'id="saved-searches"' not in client.get("/de/mein-bereich/").content.decode()
    make_saved_search(owner=member, name="Obst")
    assert "Obst" in text_of(client.get("/de/mein-bereich/"))


def test_wish_is_a_click_and_is_taken_back(client, search_index, member):
    page = client.get("/de/suche/", {"q": "Zylinderkopfdichtung"})
    assert page.context["ask"]["is_poor"] is True
    response = client.post(page.context["ask"]["wish_url"], follow=True)
    assert "Zurücknehmen" in text_of(response)
    wish = SavedSearch.objects.get()
    assert (wish.owner, wish.is_wish, wish.frequency) == (member, True, Frequency.AT_ONCE)
    assert "Zylinderkopfdichtung" in text_of(client.get(LIST))
    client.post(reverse("saved_searches:delete", args=[wish.pk]))
    assert not SavedSearch.objects.exists()


def test_wish_needs_signing_in(client):
    response = client.post("/de/gespeicherte-suchen/antwort-abwarten/?q=Quitten")
    assert response.headers["Location"].startswith("/de/anmelden/?next=/de/suche/")
    assert not SavedSearch.objects.exists()


def test_list_query_count_is_the_same_with_one_and_with_three_searches(client, member):
    counts = []
    for number in (1, 2, 3):
        place = MunicipalityFactory()
        make_saved_search(f"Quitten {number}", owner=member, municipality=(place.slug,), tag=(f"obst{number}",))
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts == [7, 7, 7], [query["sql"][:90] for query in queries]


def test_english_pages_speak_english(client, member, search_index):
    idea_page(title="Quitten")
    search_index.catch_up()
    make_saved_search("Quitten", owner=member, name="Fruit")
    member.language = "en"
    member.save()
    assert "Saved as Fruit" in text_of(client.get("/en/suche/", {"q": "Quitten"}))
    assert "Searches to come back to" in text_of(client.get("/en/gespeicherte-suchen/"))
