"""The search field of a page offers to look first where the reader is, and never names a space to others."""

import re

import pytest

from tests.factories import cms as make
from tests.factories.discussions import make_thread
from tests.factories.municipalities import KrefeldFactory
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory, SpaceMembershipFactory

pytestmark = pytest.mark.django_db

BOX = re.compile(r'<input type="checkbox" name="(\w+)" value="([^"]+)" checked><span>([^<]+)</span>')


def scope(client, url) -> tuple[str, ...] | None:
    response = client.get(url)
    assert response.status_code == 200
    found = BOX.search(response.content.decode())
    return found.groups() if found else None


def test_profile_and_experience_offer_their_municipality(client):
    profile = make.municipality_page(KrefeldFactory())
    experience = make.experience_page(profile)
    offered = ("municipality", "krefeld", "Nur Krefeld")
    assert (scope(client, profile.url), scope(client, experience.url)) == (offered, offered)


def test_other_pages_search_everywhere(client):
    idea = make.idea_page()
    assert (scope(client, idea.url), scope(client, make.site().url)) == (None, None)


def test_space_and_its_threads_offer_the_space(client):
    thread = make_thread(space=SpaceFactory(title="Wohnen <b>", slug="wohnen"))
    client.force_login(UserFactory())
    for url in (thread.space.get_absolute_url(), thread.get_absolute_url()):
        assert scope(client, url) == ("space", "wohnen", "Nur im Raum „Wohnen &lt;b&gt;“")


def test_meeting_offers_its_space_only_to_those_who_may_enter(client):
    space = PrivateSpaceFactory(title="Krisenraum", slug="k-7")
    meeting = make.meeting_page(space=space)
    member, other = UserFactory(), UserFactory()
    SpaceMembershipFactory(space=space, user=member)
    for user in (None, other):
        if user:
            client.force_login(user)
        html = client.get(meeting.url).content.decode()
        assert BOX.search(html) is None
        assert ("Krisenraum" in html, "k-7" in html) == (False, False)
    client.force_login(member)
    assert scope(client, meeting.url) == ("space", "k-7", "Nur im Raum „Krisenraum“")
