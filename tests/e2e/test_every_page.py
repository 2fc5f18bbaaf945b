"""Every type of page, at phone and desktop: accessible by axe, no wider than the window, one heading of the first level."""

from collections.abc import Callable

import pytest

from tests.e2e.addresses import BY_TYPE, COORDINATOR, MEMBER, VISITOR, address_of
from tests.e2e.server import LiveSite
from tests.e2e.visitor import DESKTOP, PHONE, Visitor

Arrive = Callable[..., Visitor]
MEMBER_ACCOUNT = "mitglied.krefeld@lernnetz.example"
COORDINATOR_ACCOUNT = "koordination@lernnetz.example"


def assert_accessible_at_two_widths(visitor: Visitor) -> None:
    """The page is loaded once, by a phone; the same page is then a window's."""
    for width in (PHONE, DESKTOP):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(visitor)


def assert_accessible(visitor: Visitor) -> None:
    assert visitor.axe_violations() == []
    assert visitor.horizontal_overflow() <= 0
    assert visitor.page.locator("h1").count() == 1


@pytest.mark.parametrize("name", VISITOR)
def test_page_for_everyone_is_accessible(visit: Arrive, name: str) -> None:
    visitor = visit(width=PHONE)

    visitor.open(VISITOR[name])

    assert_accessible_at_two_widths(visitor)


@pytest.mark.parametrize("kind", BY_TYPE)
def test_page_of_a_type_is_accessible(visit: Arrive, site: LiveSite, kind: str) -> None:
    visitor = visit(width=PHONE)

    visitor.open(address_of(site, kind))

    assert_accessible_at_two_widths(visitor)


@pytest.mark.parametrize("name", MEMBER)
def test_page_for_members_is_accessible(visit: Arrive, name: str) -> None:
    visitor = visit(width=PHONE, account=MEMBER_ACCOUNT)

    visitor.open(MEMBER[name])

    assert_accessible_at_two_widths(visitor)


def test_space_and_thread_are_accessible(visit: Arrive) -> None:
    visitor = visit(width=PHONE, account=MEMBER_ACCOUNT)

    visitor.open(MEMBER["spaces"]).locator("main a[href*='/raeume/']").first.click()
    assert_accessible_at_two_widths(visitor)

    visitor.page.locator("main .thread-card a").first.click()
    visitor.page.wait_for_load_state()
    assert_accessible_at_two_widths(visitor)


@pytest.mark.parametrize("name", COORDINATOR)
def test_page_for_coordinators_is_accessible(visit: Arrive, name: str) -> None:
    visitor = visit(width=PHONE, account=COORDINATOR_ACCOUNT)

    visitor.open(COORDINATOR[name])

    assert_accessible_at_two_widths(visitor)


@pytest.mark.parametrize("name", ["start", "search", "municipalities"])
def test_page_is_accessible_in_dark_colours(visit: Arrive, name: str) -> None:
    visitor = visit(color_scheme="dark")

    visitor.open(VISITOR[name])

    assert_accessible(visitor)


@pytest.mark.parametrize("kind", ["experience", "meeting"])
def test_page_of_a_type_is_accessible_in_dark_colours(visit: Arrive, site: LiveSite, kind: str) -> None:
    visitor = visit(color_scheme="dark")

    visitor.open(address_of(site, kind))

    assert_accessible(visitor)


def test_axe_finds_what_is_wrong(visitor: Visitor) -> None:
    visitor.open("/de/").evaluate("() => document.querySelector('main').append(document.createElement('img'))")

    assert [violation.split(":")[0] for violation in visitor.axe_violations()] == ["image-alt"]


def test_first_stop_of_the_keyboard_leads_to_the_content(visitor: Visitor) -> None:
    page = visitor.open("/de/kommunen/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"
