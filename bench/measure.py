"""Measures each page of `bench.pages` and lays the figures out as a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from playwright.sync_api import sync_playwright

from bench.clock import cpu_seconds
from bench.pages import BenchPage, pages
from bench.weight import Weight, weigh
from tests.e2e.server import LiveSite
from tooling.browser import chromium

MEMBER = "mitglied.krefeld@lernnetz.example"


@dataclass(frozen=True)
class Figures:
    page: BenchPage
    sql: int
    times_hello: float
    times_hello_kept: float | None
    """From memory, as every visitor but the first gets it; None for pages that are not kept."""
    html_kib: float
    weight: Weight


def sql_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def kept_cost(client: Client, path: str, hello: float) -> float | None:
    """Times hello, compressed as a browser asks for it."""
    headers = {"accept-encoding": "gzip"}
    with override_settings(PAGE_CACHE_SECONDS=600):
        if not getattr(client.get(path, headers=headers), "is_public", False):
            return None
        return cpu_seconds(lambda: client.get(path, headers=headers)) / hello


def measured(site: LiveSite) -> Iterator[Figures]:
    visitor, member = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    member.force_login(get_user_model().objects.get(email=MEMBER), backend="django.contrib.auth.backends.ModelBackend")
    session = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": member.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": site.url,
    }
    hello = cpu_seconds(lambda: visitor.get("/hello"))
    found = pages(visitor, member)
    costs = []
    for page in found:
        client = member if page.is_signed_in else visitor
        client.get(page.path)
        made = cpu_seconds(lambda c=client, p=page: c.get(p.path)) / hello
        costs.append((sql_of(client, page.path), made, kept_cost(client, page.path, hello)))
    html = [len((member if page.is_signed_in else visitor).get(page.path).content) / 1024 for page in found]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        weights = [weigh(browser, site.url + page.path, [session] if page.is_signed_in else []) for page in found]
        browser.close()
    for page, cost, kib, weight in zip(found, costs, html, weights, strict=True):
        yield Figures(page, *cost, kib, weight)


def kept_text(row: Figures) -> str:
    return "–" if row.times_hello_kept is None else f"{row.times_hello_kept:.1f}"


def table(figures: Iterator[Figures]) -> str:
    lines = [
        "",
        f"{'page':<24}{'SQL':>5}{'× hello':>9}{'kept':>7}{'HTML KiB':>10}{'KiB gz*':>9}{'requests':>10}{'foreign':>9}{'shift':>8}",
    ]
    lines += [
        f"{row.page.name:<24}{row.sql:>5}{row.times_hello:>9.1f}{kept_text(row):>7}{row.html_kib:>10.1f}{row.weight.counted_kib:>9.1f}"
        f"{row.weight.requests:>10}{row.weight.foreign:>9}{row.weight.layout_shift:>8.3f}"
        for row in figures
    ]
    return "\n".join([*lines, "", "* HTML, CSS and JavaScript, compressed; fonts and photos apart", ""])
