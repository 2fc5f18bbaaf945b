"""What a screen reader is given while others write, read from Chromium's accessibility tree."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility_tree import accessibility_tree, live_regions
from tests.e2e.conversation import go_to_space_of_the_meeting, open_thread, reply
from tests.e2e.visitor import Visitor

Arrive = Callable[..., Visitor]
NEW_POST = "Neuer Beitrag von Demo-Mitglied Krefeld."
LONG = "\n\n".join(f"Absatz {number} eines langen Textes." for number in range(40))
ANNOUNCER = "[data-live-thread-target=announcer]"

KEEP_WHAT_IT_SAYS = """selector => {
  const region = document.querySelector(selector);
  window.said = [];
  new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true });
}"""


@pytest.fixture
def krefeld(visit: Arrive) -> Visitor:
    return visit(account="mitglied.krefeld@lernnetz.example")


@pytest.fixture
def page(visit: Arrive, krefeld: Visitor) -> Page:
    """Freiburg's thread, at which Krefeld is, too."""
    page = go_to_space_of_the_meeting(visit(account="mitglied.freiburg@lernnetz.example"))
    open_thread(page, "Ein Gespräch zum Zuhören", LONG)
    krefeld.open(page.url)
    return page


def articles(page: Page) -> list[tuple[str, str]]:
    """By whom the posts are, and how they end."""
    posts = [node for node in accessibility_tree(page) if node.role == "article"]
    return [(post.name, post.text.partition(" Uhr")[2]) for post in posts]


def where_one_is(page: Page) -> tuple[int, list[str]]:
    """How far the page is scrolled, and what has the focus."""
    focused = [node for node in accessibility_tree(page) if node.properties.get("focused")]
    inside = [f"{node.role} {node.name}" for node in focused if node.role != "RootWebArea"]
    return page.evaluate("() => window.scrollY"), inside


def test_new_post_is_said_politely_and_moves_nothing(page: Page, krefeld: Visitor) -> None:
    page.locator(".post a[href$='bearbeiten/']").focus()
    page.evaluate("() => window.scrollTo(0, 300)")
    before = where_one_is(page)
    assert before == (300, ["link Bearbeiten"])
    assert NEW_POST not in live_regions(page)

    reply(krefeld.page, "Ich höre zu.")

    expect(page.locator(ANNOUNCER)).to_have_text(NEW_POST)
    assert live_regions(page)[NEW_POST] == "polite"
    first, second = articles(page)
    assert (first[0], second[0]) == ("Demo-Mitglied Freiburg", "Demo-Mitglied Krefeld")
    assert second[1].startswith("Ich höre zu.")
    assert where_one_is(page) == before


def test_second_post_of_the_same_author_is_said_again(page: Page, krefeld: Visitor) -> None:
    """A screen reader hears of what changes: the same sentence in place of itself would be silence."""
    page.evaluate(KEEP_WHAT_IT_SAYS, ANNOUNCER)
    for number in (1, 2):
        reply(krefeld.page, f"Satz {number}.")
        expect(page.locator(ANNOUNCER)).to_have_text(NEW_POST)
        expect(page.locator(".post")).to_have_count(1 + number)
        page.locator(".post").last.scroll_into_view_if_needed()
        expect(page.locator("[data-live-thread-target=more]")).to_be_hidden()

    page.wait_for_function("text => window.said.at(-1) === text", arg=NEW_POST)
    assert [text for text in page.evaluate("() => window.said") if text] == [NEW_POST, NEW_POST]
    assert "" in page.evaluate("() => window.said.slice(1)")


def test_new_notification_is_said_politely_on_every_page(page: Page, krefeld: Visitor) -> None:
    page.goto(page.url.partition("/raeume/")[0] + "/raeume/")
    page.locator("main a").first.focus()
    before = where_one_is(page)

    reply(krefeld.page, "Es klingelt.")

    expect(page.locator("[data-counts]")).to_contain_text("Ungelesene Benachrichtigungen: ")
    assert live_regions(page)[page.locator("[data-counts]").text_content() or ""] == "polite"
    assert where_one_is(page) == before
