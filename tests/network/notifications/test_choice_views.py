from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from network.notifications.choosing import choose
from network.notifications.models import Preference, ScopeChoice
from network.spaces.actions import add_space_member
from tests.factories.discussions import make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db
PREFERENCES = "notifications:preferences"
VALID = {"level": "follow", "rhythm": "daily", "quiet_from": "", "quiet_until": "", "time_zone": "Europe/Berlin"}
HOSTILE = ["\x00", "x" * 10_000, "🍐", "\u202eabc", "-1", "None"]


@pytest.fixture
def member():
    return UserFactory()


@pytest.fixture
def signed_in(client: Client, member) -> Client:
    client.force_login(member)
    return client


def test_page_shows_what_holds_before_anything_was_chosen(signed_in, member):
    page = signed_in.get(reverse(PREFERENCES))
    initial = page.context["form"].initial
    assert (initial["level"], initial["rhythm"], initial["time_zone"]) == ("normal", "at_once", "Europe/Berlin")
    assert not Preference.objects.exists()


def test_choice_is_saved_and_shown_again(signed_in, member):
    values = VALID | {
        "quiet_from": "19:00",
        "quiet_until": "07:30",
        "weekdays_only": "on",
        "time_zone": "Europe/Vienna",
    }
    response = signed_in.post(reverse(PREFERENCES), values)
    assert response.url == reverse(PREFERENCES)
    row = Preference.objects.get(user=member)
    assert (row.level, row.rhythm, row.weekdays_only, row.time_zone) == ("follow", "daily", True, "Europe/Vienna")
    assert (row.quiet_from, row.quiet_until) == (time(19), time(7, 30))
    page = signed_in.get(reverse(PREFERENCES)).content.decode()
    assert 'value="19:00"' in page


@pytest.mark.parametrize("name", ["level", "rhythm", "quiet_from", "quiet_until", "time_zone"])
@pytest.mark.parametrize("value", HOSTILE)
def test_bad_choice_is_named_and_keeps_the_others(signed_in, name, value):
    response = signed_in.post(reverse(PREFERENCES), VALID | {name: value})
    assert (response.status_code, Preference.objects.count()) == (422, 0)
    assert name in response.context["form"].errors


@pytest.mark.parametrize(("name", "missing"), [("quiet_from", "quiet_until"), ("quiet_until", "quiet_from")])
def test_half_a_quiet_time_is_named_beside_what_is_missing(signed_in, name, missing):
    response = signed_in.post(reverse(PREFERENCES), VALID | {name: "19:00"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [missing]


def test_settings_are_for_those_who_are_signed_in(client):
    for url in (reverse(PREFERENCES), reverse("notifications:choice", args=["space:1"])):
        assert client.get(url).url.startswith(reverse("account_login"))


def test_buttons_of_a_thread_follow_mute_and_go_back(signed_in, member):
    thread = make_thread()
    url = reverse("notifications:choice", args=[f"thread:{thread.pk}"])
    page = signed_in.get(thread.get_absolute_url()).content.decode()
    assert (">Folgen<" in page, ">Stummschalten<" in page, "Wie sonst" in page) == (True, True, False)
    choose(user=member, scope=f"space:{thread.space_id}", level="muted")
    assert "Stumm:" in signed_in.get(thread.get_absolute_url()).content.decode()
    assert "Stumm:" in signed_in.get(thread.space.get_absolute_url()).content.decode()
    assert signed_in.post(url, {"level": "follow"}).url == thread.get_absolute_url()
    page = signed_in.get(thread.get_absolute_url()).content.decode()
    assert "Sie erfahren hier alles." in page
    assert "Wie sonst" in page
    signed_in.post(url, {"level": ""})
    assert list(ScopeChoice.objects.values_list("scope", "level")) == [(f"space:{thread.space_id}", "muted")]


def test_form_of_a_space_sets_level_and_rhythm_and_stands_in_the_list(signed_in, member):
    space = SpaceFactory(title="Sprache")
    url = reverse("notifications:choice", args=[f"space:{space.pk}"])
    signed_in.post(url, {"level": "normal", "rhythm": "weekly"})
    assert signed_in.get(url).context["form"].initial == {"level": "normal", "rhythm": "weekly"}
    page = signed_in.get(reverse(PREFERENCES))
    assert [line["place"].title for line in page.context["choices"]] == ["Sprache"]


@pytest.mark.parametrize("name", ["level", "rhythm"])
@pytest.mark.parametrize("value", HOSTILE)
def test_bad_choice_for_a_space_changes_nothing(signed_in, name, value):
    url = reverse("notifications:choice", args=[f"space:{SpaceFactory().pk}"])
    assert signed_in.post(url, {name: value}).status_code == 422
    assert not ScopeChoice.objects.exists()


@pytest.mark.parametrize(
    "scope",
    ["space:0", "space:99999999999999999999", "thread:x", "thread:²", "person:1", "space", ":", "🍐:1", "x" * 500],
)
def test_scopes_that_are_not_there_do_not_exist(signed_in, scope):
    response = signed_in.post(reverse("notifications:choice", args=[scope]), {"level": "follow"})
    assert (response.status_code, ScopeChoice.objects.count()) == (404, 0)


def test_private_space_of_others_can_neither_be_chosen_nor_seen_in_the_list(signed_in, member):
    space = PrivateSpaceFactory()
    thread_of_others = f"space:{space.pk}"
    choose(user=member, scope=thread_of_others, level="follow")
    assert (
        signed_in.post(reverse("notifications:choice", args=[thread_of_others]), {"level": "muted"}).status_code == 404
    )
    assert signed_in.get(reverse(PREFERENCES)).context["choices"] == []
    add_space_member(space=space, user=member)
    assert len(signed_in.get(reverse(PREFERENCES)).context["choices"]) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_preferences_query_count(signed_in, member, django_assert_num_queries, number):
    for _number in range(number):
        thread = make_thread()
        for scope in (f"thread:{thread.pk}", f"space:{thread.space_id}"):
            choose(user=member, scope=scope, level="follow")
    signed_in.get("/de/raeume/")  # menus and the site are read once in five minutes, whatever page comes first
    with django_assert_num_queries(7):
        signed_in.get(reverse(PREFERENCES))
