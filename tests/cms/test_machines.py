"""What machines read: feeds, calendars, the sitemap, translations, robots."""

from datetime import date, time
from xml.etree import ElementTree as ET

import feedparser
import pytest
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from cms.ideas.models import IdeaIndexPage, IdeaPage
from cms.meetings.models import ProgrammeItem
from cms.municipalities.models import ExperienceIndexPage
from tests.factories import cms as make

pytestmark = pytest.mark.django_db

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def translated(page, **changed):
    english = page.copy_for_translation(make.english(), copy_parents=True)
    for name, value in changed.items():
        setattr(english, name, value)
    english.save_revision().publish()
    return type(page).objects.get(pk=english.pk)


def test_feed_of_experiences_lists_the_newest_first(client):
    first, second = make.experience_page(topics=("language",)), make.experience_page(topics=("work",), tags=("Kita",))
    make.experience_page(title="Entwurf", live=False)
    feed = feedparser.parse(client.get("/de/erfahrungen/feed.atom").content)
    assert (feed.version, feed.bozo) == ("atom10", False)
    assert [entry.title for entry in feed.entries] == [second.title, first.title]
    assert feed.entries[0].link == second.full_url
    assert [tag.term for tag in feed.entries[0].tags] == ["Arbeit und Wirtschaft"]


def test_feed_of_a_topic_holds_only_that(client):
    wanted = make.idea_page(topics=("language",))
    make.idea_page(topics=("work",))
    feed = feedparser.parse(client.get("/de/ideen/feed.atom?topic=language").content)
    assert [entry.title for entry in feed.entries] == [wanted.title]


def test_feed_query_count_is_the_same_with_1_and_3_entries(client, django_assert_max_num_queries):
    make.idea_page(topics=("language",))
    client.get("/de/ideen/feed.atom")
    with django_assert_max_num_queries(5) as one:
        client.get("/de/ideen/feed.atom")
    make.idea_page(), make.idea_page()
    with django_assert_max_num_queries(5) as three:
        client.get("/de/ideen/feed.atom")
    assert len(one) == len(three)


@pytest.mark.parametrize(("model", "feed"), [(IdeaIndexPage, "/de/ideen/"), (ExperienceIndexPage, "/de/erfahrungen/")])
def test_list_names_its_feed(model, feed, client):
    assert f'href="{feed}feed.atom"' in client.get(make.index(model).url).content.decode()


def test_meeting_is_a_calendar_file_with_its_programme_in_local_time(client):
    page = make.meeting_page(title="Abschluss; mit Komma, und Umlaut ä", venue="Stadthalle")
    page.programme_items.add(
        ProgrammeItem(
            day=date(2018, 6, 14),
            starts_at=time(13, 30),
            ends_at=time(15),
            title="Digitale Werkzeuge",
            speakers=[("speaker", {"name": "Ben Mason", "role": "betterplace lab"})],
        )
    )
    page.save_revision().publish()
    response = client.get(f"/de/treffen/{page.slug}/kalender.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    calendar = Calendar.from_ical(response.content)
    meeting, item = calendar.walk("VEVENT")
    assert (meeting["SUMMARY"], meeting["DTSTART"].dt, meeting["DTEND"].dt) == (
        page.title,
        date(2018, 6, 14),
        date(2018, 6, 16),
    )
    assert (str(item["DTSTART"].dt.tzinfo), item["DTSTART"].dt.isoformat()) == (
        "Europe/Berlin",
        "2018-06-14T13:30:00+02:00",
    )
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert all(event["UID"] and event["DTSTAMP"] for event in (meeting, item))


def test_calendar_of_no_meeting_or_a_draft_is_not_found(client):
    draft = make.meeting_page(live=False)
    assert [client.get(f"/de/treffen/{slug}/kalender.ics").status_code for slug in (draft.slug, "keins")] == [404, 404]


def test_sitemap_lists_what_everybody_may_read_with_its_translations(client):
    german = make.idea_page(title="Brunch")
    english = translated(german, title="Brunch in English", slug="brunch")
    make.idea_page(title="Entwurf", live=False)
    private = make.idea_page(title="Privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 -- our own document
    locations = [url.findtext("s:loc", namespaces=SITEMAP) for url in root.findall("s:url", SITEMAP)]
    assert (german.full_url in locations, english.full_url in locations) == (True, True)
    assert [url for url in locations if "privat" in url or "entwurf" in url] == []
    (entry,) = [
        url for url in root.findall("s:url", SITEMAP) if url.findtext("s:loc", namespaces=SITEMAP) == german.full_url
    ]
    links = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", SITEMAP)}
    assert links == {"de": german.full_url, "en": english.full_url}


def test_sitemap_query_count_does_not_grow_with_the_pages(client, django_assert_max_num_queries):
    make.idea_page()
    with django_assert_max_num_queries(4) as few:
        client.get("/sitemap.xml")
    make.idea_page(), make.idea_page(), make.idea_page()
    with django_assert_max_num_queries(4) as many:
        client.get("/sitemap.xml")
    assert len(many) <= len(few)


def test_robots_names_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[-1] == "Sitemap: http://localhost:8000/sitemap.xml"
    assert "Disallow: /admin/" in lines


def test_page_names_its_translations_and_itself(client):
    german = make.idea_page(title="Brunch")
    english = translated(german, title="Brunch in English", slug="brunch")
    for page in (german, english):
        html = client.get(page.url).content.decode()
        assert f'<link rel="canonical" href="{page.full_url}">' in html
        assert f'<link rel="alternate" hreflang="de" href="{german.full_url}">' in html
        assert f'<link rel="alternate" hreflang="en" href="{english.full_url}">' in html
        assert f'<link rel="alternate" hreflang="x-default" href="{german.full_url}">' in html


def test_english_list_holds_each_idea_once_in_english_where_there_is_one(client):
    german = make.idea_page(title="Frühstück für alle")
    english = translated(german, title="Breakfast for all", slug="breakfast")
    only_german = make.idea_page(title="Nur auf Deutsch")
    html = client.get(make.index(IdeaIndexPage, "en").url).content.decode()
    assert (english.title in html, german.title in html, only_german.title in html) == (True, False, True)
    html = client.get(make.index(IdeaIndexPage).url).content.decode()
    assert (english.title in html, german.title in html, only_german.title in html) == (False, True, True)
    assert IdeaPage.objects.published().once_each("en").count() == 2


def test_private_page_asks_to_sign_in_and_is_in_no_list(client):
    page = make.idea_page(title="Nur für uns")
    assert client.get(page.url).status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(page.url).status_code == 302
    assert page.title not in client.get(make.index(IdeaIndexPage).url).content.decode()


def test_list_is_narrowed_by_topic_and_cut_into_pages(client):
    wanted = make.idea_page(topics=("language",))
    other = make.idea_page(topics=("work",))
    url = make.index(IdeaIndexPage).url
    html = client.get(f"{url}?topic=language").content.decode()
    assert (wanted.title in html, other.title in html) == (True, False)
    for number in range(20):
        make.idea_page(title=f"Weitere {number:02}")
    second = client.get(f"{url}?page=2").content.decode()
    assert (wanted.title in second, other.title in second, "Weitere 19" in second) == (True, True, False)
    assert client.get(f"{url}?page=quatsch&topic=%00").status_code == 200
