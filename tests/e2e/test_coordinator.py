"""The coordinator takes a municipality from the register, and its first member comes by an invitation."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.server import PASSWORD, LiveSite
from tests.e2e.visitor import Visitor

Arrive = Callable[..., Visitor]
COORDINATOR = "koordination@lernnetz.example"


def take_into_the_network(coordinator: Visitor, wanted: str, name: str) -> Page:
    page = coordinator.open("/de/koordination/")
    page.locator("main [name=q]").fill(wanted)
    page.locator("main form[role=search] button").click()
    page.locator("main .line-list a", has_text=name).click()
    page.locator("[name=joined_on]").fill("2026-11-01")
    page.locator("[name=contact_role]").fill("Integrationsbüro")
    page.locator("form:has([name=joined_on]) button").click()
    expect(page.locator("[name=email]")).to_be_visible()
    return page


def test_municipality_is_found_by_name_and_gets_a_profile(visit: Arrive) -> None:
    page = take_into_the_network(visit(account=COORDINATOR), "flensb", "Flensburg")

    page.locator("#steps ~ ul a").first.click()
    page.locator("main form button[type=submit]").click()

    expect(page.locator("h1")).to_have_text("Flensburg")
    visitor = visit()
    expect(visitor.open("/de/kommunen/flensburg/").locator("main")).to_contain_text("Schleswig-Holstein")


def test_invited_member_comes_in_once(visit: Arrive, site: LiveSite) -> None:
    page = take_into_the_network(visit(account=COORDINATOR), "04012", "Bremerhaven")
    page.locator("[name=email]").fill("neu@bremerhaven.example")
    page.locator("form:has([name=email]) button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("neu@bremerhaven.example")

    letter = site.wait_for_mail("neu@bremerhaven.example", "/einladung/")
    link = re.search(r"https?://\S+/einladung/\S+?/(?=\s|$)", letter)
    assert link, letter
    invited = visit()
    invited.open(link.group(0))
    invited.page.locator("[name=first_name]").fill("Neu")
    invited.page.locator("[name=last_name]").fill("Dabei")
    for field in invited.page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    invited.page.locator("form:has([name=first_name]) button[type=submit]").click()
    expect(invited.page.get_by_role("banner")).to_contain_text("Mein Bereich")

    late = visit()
    late.open(link.group(0))
    assert late.page.locator("[name=first_name]").count() == 0
