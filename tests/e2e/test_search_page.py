"""The search page by keyboard and screen reader: suggestions, the sheet of filters, map and table."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.visitor import PHONE, Visitor

Arrive = Callable[..., Visitor]
MEMBER = "mitglied.krefeld@lernnetz.example"


def typing(page: Page, text: str) -> None:
    field = page.get_by_role("searchbox").or_(page.get_by_role("combobox")).locator("visible=true").first
    field.click()
    page.keyboard.type(text, delay=30)


def test_suggestions_are_a_combobox_to_a_screen_reader(visitor: Visitor) -> None:
    page = visitor.open("/de/")

    typing(page, "Sprach")

    field = page.get_by_role("combobox")
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="Vorschl")).to_have_count(1)
    assert 1 <= page.get_by_role("option").count() <= 8
    snapshot = page.locator("form:has([role=combobox])").aria_snapshot()
    assert "combobox" in snapshot
    assert "listbox" in snapshot
    assert "group" in snapshot
    assert visitor.axe_violations() == []


def test_suggestion_is_chosen_by_keyboard_and_never_by_itself(visitor: Visitor) -> None:
    page = visitor.open("/de/")
    typing(page, "Sprach")
    expect(page.get_by_role("listbox")).to_be_visible()

    page.keyboard.press("ArrowDown")
    marked = page.locator("[role=option][aria-selected=true]")
    expect(marked).to_have_count(1)
    expect(page.get_by_role("combobox")).to_have_value("Sprach")
    address = marked.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")

    page.go_back()
    typing(page, "Sprach")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/?q=*Sprach*")


def test_own_searches_are_kept_for_members_only(visit: Arrive) -> None:
    for account, kept in ((None, 0), (MEMBER, 1)):
        page = visit(account=account).open("/de/")
        typing(page, "Sprachkurs am Abend")
        expect(page.get_by_role("combobox")).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/suche/**")
        own = "Object.keys(localStorage).filter(key => key.startsWith('recent-searches:')).length"
        assert page.evaluate(own) == kept


def test_field_is_plain_where_suggestions_fail(visitor: Visitor) -> None:
    page = visitor.open("/de/")
    page.route("**/api/v1/suggest*", lambda route: route.abort())

    typing(page, "Sprachkurs")
    page.keyboard.press("Enter")

    page.wait_for_url("**/suche/?q=Sprachkurs")
    assert page.locator(".card").count() > 0


def test_search_page_loads_in_six_requests_until_somebody_reaches_for_it(visitor: Visitor) -> None:
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))

    page = visitor.open("/de/suche/?q=Sprachkurs")
    page.wait_for_load_state("networkidle")

    assert len(asked) <= 6, asked


def test_filters_of_a_phone_are_a_modal_sheet(visit: Arrive) -> None:
    visitor = visit(width=PHONE)
    page = visitor.open("/de/suche/?q=Sprachkurs&type=experience")
    button = page.locator(".facets__button")
    expect(button).to_contain_text("(1)")

    button.click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    assert visitor.axe_violations() == []
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.locator("#facets")).to_be_attached()

    button.click()
    page.get_by_role("button", name="Treffer zeigen").click()
    expect(sheet).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False])
def test_map_and_table_show_the_same_results(visit: Arrive, javascript: bool) -> None:
    page = visit(javascript=javascript).open("/de/suche/?q=Sprachkurs")
    number = page.locator("#results-title").inner_text()

    page.get_by_role("link", name="Tabelle").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert page.locator("#results-title").inner_text() == number

    page.get_by_role("link", name="Karte").click()
    expect(page.locator(".map-germany")).to_be_visible()
    assert page.locator("#results-title").inner_text() == number

    first = page.locator(".place-list__link").first
    promised = first.locator(".place-list__count").inner_text()
    first.click()
    page.wait_for_url("**municipality=**")
    assert page.locator("#results-title").inner_text().split()[0] == promised


def test_file_is_a_download(visitor: Visitor) -> None:
    page = visitor.open("/de/suche/?q=Sprachkurs")

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()

    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("Titel;Art;Ort;")
    assert text.count("\n") > 1
