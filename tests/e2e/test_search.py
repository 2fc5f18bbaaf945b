"""One field finds everything; facets narrow it, one by one, and the address says how."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.e2e.visitor import Visitor

Arrive = Callable[..., Visitor]
MEMBER = "mitglied.krefeld@lernnetz.example"
THREAD = "wie löst ihr die Haftung"


def total(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("#results-title").inner_text()))


def ask(page: Page, question: str) -> None:
    page.locator("header [name=q], main [name=q]").locator("visible=true").first.fill(question)
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/**")


def choose(page: Page, group: str, position: int = 0) -> int:
    """Chooses a value of a facet and says how many results it promised."""
    option = page.locator(f".facet-group__option[href*='{group}=']:not([aria-current])").nth(position)
    promised = int(re.sub(r"\D", "", option.locator(".facet-group__count").inner_text()))
    option.click()
    page.wait_for_load_state()
    return promised


def chosen(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_question_from_any_page_finds_a_text_in_other_words(visitor: Visitor) -> None:
    page = visitor.open("/de/kommunen/")

    ask(page, "Sprachkurs Kinderbetreuung")

    expect(page.locator("main")).to_contain_text("Vormittags Deutsch, nebenan die Spielgruppe")
    assert page.locator(".card mark").count() >= 1


def test_conversations_are_found_by_members_only(visit: Arrive) -> None:
    question = "/de/suche/?q=Betreuung+Haftung+Deutschkurs"

    assert THREAD not in visit().open(question).locator("main").inner_text()
    assert THREAD in visit(account=MEMBER).open(question).locator("main").inner_text()


def test_facets_combine_within_and_across_groups(visitor: Visitor) -> None:
    page = visitor.open("/de/suche/?q=Sprachkurs")
    everything = total(page)

    promised = choose(page, "type")
    one = total(page)
    choose(page, "type")
    two = total(page)
    choose(page, "topic")
    narrowed = total(page)

    assert one == promised
    assert one < two <= everything
    assert narrowed <= two
    assert {name: len(values) for name, values in chosen(page).items() if name != "q"} == {"type": 2, "topic": 1}


def test_filter_is_removed_one_by_one_and_the_address_keeps_the_rest(visit: Arrive) -> None:
    page = visit().open("/de/suche/?q=Sprachkurs")
    choose(page, "type")
    before = total(page)
    choose(page, "topic")
    bookmarked, narrowed = page.url, total(page)

    page.locator(".chip a[href], a.chip").last.click()
    page.wait_for_load_state()

    assert total(page) == before
    assert set(chosen(page)) == {"q", "type"}
    assert total(visit().open(bookmarked)) == narrowed


def test_empty_result_says_what_to_do_next(visitor: Visitor) -> None:
    page = visitor.open("/de/suche/?q=qxqxqxqxqx")

    expect(page.locator(".empty-state")).to_be_visible()
    page.locator(".empty-state a").first.click()

    assert total(page) > 0


def test_search_works_without_javascript(visit: Arrive) -> None:
    page = visit(javascript=False).open("/de/")

    ask(page, "Sprachkurs")
    promised = choose(page, "type")

    assert total(page) == promised
