"""Links that stand alone become cards, for those who may read what they lead to."""

import pytest
from django.conf import settings
from wagtail.models import PageViewRestriction

from network.discussions.page_cards import lone_paths
from network.discussions.realtime import serialize_post
from network.discussions.texts import render_body
from network.spaces.actions import add_space_member
from tests.factories.cms import experience_page, idea_page, meeting_page, municipality_page
from tests.factories.discussions import make_post, make_thread
from tests.factories.municipalities import KrefeldFactory
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory

pytestmark = pytest.mark.django_db

HERE = settings.PUBLIC_URL


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        (f"{HERE}/de/ideen/a/", ["/de/ideen/a/"]),
        (f"Seht:\n\n[hier]({HERE}/de/ideen/a/)\n\nGut.", ["/de/ideen/a/"]),
        ("[hier](/de/ideen/a/)", ["/de/ideen/a/"]),
        (f"Seht {HERE}/de/ideen/a/", []),
        (f"> {HERE}/de/ideen/a/\n\nJa.", []),
        (f"- {HERE}/de/ideen/a/", []),
        ("https://anderswo.example/de/ideen/a/", []),
        (f"{HERE}.anderswo.example/de/ideen/a/", []),
        ("[x](//anderswo.example/de/ideen/a/)", []),
        (f"{HERE}/de/suche/?q=a", []),
        ("http://[kaputt/", []),
    ],
)
def test_lone_link_of_this_site_is_found(text, paths):
    assert lone_paths(render_body(text, make_thread().space)) == paths


def test_pages_of_every_kind_are_cards_with_place_and_summary(client, reader):
    experience = experience_page(
        municipality_page(KrefeldFactory()), title="Sprachpaten <b>", summary="Es geht & lohnt."
    )
    idea, meeting = idea_page(title="Eine Idee"), meeting_page(title="Ein Treffen")
    links = "\n\n".join(f"{HERE}{page.get_url()}" for page in (experience, idea, meeting))
    thread = make_thread(body=f"Seht euch das an:\n\n{links}\n\nDanke.")
    page = client.get(thread.get_absolute_url()).content.decode()
    assert page.count('class="page-card"') == 3
    assert "Erfahrung · Krefeld" in page
    assert "Sprachpaten &lt;b&gt;</a>" in page
    assert "Es geht &amp; lohnt." in page
    assert page.index("Seht euch") < page.index("Eine Idee") < page.index("Danke.")
    assert serialize_post(thread.posts.get())["links"] == [each.get_url() for each in (experience, idea, meeting)]


def test_what_the_reader_may_not_read_stays_a_plain_link(client, reader):
    insider, space = UserFactory(), PrivateSpaceFactory()
    add_space_member(space=space, user=insider)
    hidden = make_thread(space=space, author=insider, title="Vertrauliches Gespräch")
    draft, restricted = (
        experience_page(title="Entwurf der Erfahrung", live=False),
        experience_page(title="Nur für manche"),
    )
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    links = [hidden.get_absolute_url(), draft.get_url(), restricted.get_url(), "/de/gibt-es-nicht/"]
    thread = make_thread(author=insider, body="\n\n".join(f"{HERE}{link}" for link in links))
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "page-card" not in page
    assert not [title for title in (hidden.title, draft.title, restricted.title) if title in page]
    assert page.count(f'<a href="{HERE}/de/') == 4
    client.force_login(insider)
    assert "Vertrauliches Gespräch" in client.get(thread.get_absolute_url()).content.decode()


def test_thread_page_with_cards_query_count(client, reader, django_assert_max_num_queries):
    thread = make_thread(body=f"{HERE}{experience_page().get_url()}")
    counts = []
    client.get("/de/raeume/")
    for _step in ("first", "second"):
        client.get(thread.get_absolute_url())
        with django_assert_max_num_queries(10) as queries:
            page = client.get(thread.get_absolute_url())
        counts.append((len(queries), page.content.count(b'class="page-card"')))
        for each in (experience_page(), idea_page(), meeting_page()):
            make_post(thread=thread, body=f"{HERE}{each.get_url()}", author=reader)
    assert counts[0][0] == counts[1][0]
    assert [cards for _queries, cards in counts] == [1, 4]
