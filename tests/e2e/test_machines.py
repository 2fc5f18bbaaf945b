"""What is asked by programs and by mistake: feeds, sitemap, errors."""

import urllib.error
import urllib.request

import feedparser
import pytest

from tests.e2e.server import LiveSite
from tests.e2e.visitor import Visitor


def answer(site: LiveSite, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(site.url + path, timeout=30) as response:  # noqa: S310 -- of this machine
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_sitemap_names_both_languages(site: LiveSite) -> None:
    _, text = answer(site, "/sitemap.xml")

    assert "/de/kommunen/krefeld/" in text
    assert "/en/" in text


def test_experiences_come_as_a_feed(site: LiveSite) -> None:
    _, text = answer(site, "/de/erfahrungen/feed.atom")

    feed = feedparser.parse(text)
    assert feed.bozo == 0
    assert len(feed.entries) >= 5


def test_api_describes_itself(site: LiveSite) -> None:
    _, text = answer(site, "/api/v1/openapi.json")

    assert '"/api/v1/search"' in text


@pytest.mark.parametrize("path", ["/de/gibt-es-nicht/", "/de/kommunen/gibt-es-nicht/", "/en/nothing-here/"])
def test_missing_page_answers_in_the_sites_design(visitor: Visitor, path: str) -> None:
    page = visitor.open(path)

    assert page.locator("header [name=q], main [name=q]").count() >= 1
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/de/suche/?page=nix",
        "/de/suche/?type=nix&year=%00",
        "/de/erfahrungen/?page=99999",
        "/de/%ff%fe/",
        "/de/suche/?q=%ff",
    ],
)
def test_odd_addresses_never_break_the_server(site: LiveSite, path: str) -> None:
    code, text = answer(site, path)

    assert code < 500
    assert "<h1" in text


def test_visitor_gets_no_cookie(visitor: Visitor) -> None:
    for path in ("/de/", "/de/suche/?q=Arbeit", "/de/kommunen/krefeld/"):
        visitor.open(path)

    assert visitor.context.cookies() == []


def test_spaces_ask_visitors_to_sign_in(visitor: Visitor) -> None:
    page = visitor.open("/de/raeume/")

    assert "/anmelden/" in page.url
    assert page.locator("[name=login]").count() == 1
