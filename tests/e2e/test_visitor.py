"""A visitor finds their way: start page, profile, meeting, idea, format, and the other language."""

import re
import urllib.request

from playwright.sync_api import expect

from tests.e2e.addresses import found
from tests.e2e.server import LiveSite
from tests.e2e.visitor import Visitor


def text_from(url: str) -> tuple[str, str]:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 -- an address of this machine
        return answer.headers.get_content_type(), answer.read().decode()


def test_map_and_list_name_the_same_municipalities(visitor: Visitor) -> None:
    page = visitor.open("/de/")

    on_map = {link.get_attribute("href") for link in page.locator("svg.map-germany a").all()}
    in_list = {link.get_attribute("href") for link in page.locator(".places a").all()}

    assert len(on_map) >= 15
    assert on_map <= in_list


def test_start_page_shows_what_is_new(visitor: Visitor, site: LiveSite) -> None:
    page = visitor.open("/de/")

    links = {link.get_attribute("href") or "" for link in page.locator("main a").all()}
    assert any("/erfahrungen/" in link or "/kommunen/" in link for link in links)
    assert any("/ideen/" in link for link in links)
    assert any("/treffen/" in link for link in links)


def test_language_switch_leads_to_the_same_page_in_english(visitor: Visitor) -> None:
    page = visitor.open("/de/")

    page.locator("a[hreflang=en]").first.click()

    expect(page).to_have_url(re.compile(r"/en/$"))
    assert page.locator("html").get_attribute("lang") == "en"


def test_profile_of_krefeld_tells_the_municipality(visitor: Visitor) -> None:
    page = visitor.open("/de/kommunen/")

    page.locator("main a", has_text="Krefeld").first.click()

    expect(page.locator("h1")).to_contain_text("Krefeld")
    facts = page.locator("main").inner_text()
    assert "Nordrhein-Westfalen" in facts
    assert re.search(r"22\d\.\d{3}", facts), "the number of inhabitants, as Germans write it"
    links = [link.get_attribute("href") or "" for link in page.locator("main a").all()]
    assert any("/kommunen/krefeld/" in link for link in links), "its experiences"
    assert any("/treffen/" in link for link in links), "meetings it took part in"


def test_meeting_of_2018_is_documented(visitor: Visitor, site: LiveSite) -> None:
    page = visitor.open("/de/treffen/")
    page.locator("main a", has_text="Gütersloh").first.click()

    assert page.locator(".timetable__item").count() >= 6
    assert page.locator(".timetable__speakers").count() >= 2
    assert page.locator(".timetable__time time").first.inner_text()
    expect(page.locator("main")).to_contain_text("Empfehlungen")
    photos = page.locator("main img").all()
    assert photos
    assert all(photo.get_attribute("alt") for photo in photos)
    expect(page.locator(".figure__credit").first).not_to_be_empty()
    assert page.locator("main a[href*='/documents/']").count() >= 1


def test_meeting_comes_as_calendar_entry(visitor: Visitor, site: LiveSite) -> None:
    page = visitor.open("/de/treffen/")
    page.locator("main a", has_text="Gütersloh").first.click()

    address = page.locator("main a[href$='.ics']").first.get_attribute("href") or ""
    content_type, text = text_from(site.url + address)

    assert content_type == "text/calendar"
    assert "DTSTART;VALUE=DATE:20180614" in text.replace("\r\n ", "")


def test_idea_names_source_and_transferability(visitor: Visitor, site: LiveSite) -> None:
    page = visitor.open(found(site, type="idea", lang="de", page_size="1")[0]["url"])

    text = page.locator("main").inner_text()

    for section in ("Herausforderung", "Vorgehen", "Ergebnisse", "Übertragbarkeit", "Quelle"):
        assert section in text


def test_format_tells_how_it_is_done(visitor: Visitor, site: LiveSite) -> None:
    page = visitor.open(found(site, type="format", lang="de", page_size="1")[0]["url"])

    text = page.locator("main").inner_text()

    for fact in ("Dauer", "Gruppe", "Material"):
        assert fact in text
    assert "Min" in text, "the time of its steps"
