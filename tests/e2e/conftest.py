import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.server import LiveSite, live_site
from tests.e2e.visitor import FrontDoor, Visitor
from tooling.browser import chromium

# The machines that run this have no network beyond themselves; a browser that asks for updates would wait for it.
# A machine with two cores runs browser, server and test at once; what is there is still found at once.
expect.set_options(timeout=30_000)

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """A copy of the one in E2E_BUILT, or built here. For whoever writes such a test: E2E_VAR keeps it between runs, E2E_URL
    is where it already runs.
    """
    built = os.environ.get("E2E_BUILT")
    var = Path(os.environ.get("E2E_VAR") or tmp_path_factory.mktemp("site"))
    if built:
        shutil.copytree(built, var, dirs_exist_ok=True)
    if url := os.environ.get("E2E_URL"):
        yield LiveSite(url, var)
    else:
        with live_site(var, is_built=bool(built)) as running:
            yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield running
        running.close()


@pytest.fixture(scope="session")
def front_door(site: LiveSite, browser: Browser) -> FrontDoor:
    return FrontDoor(site, browser)


@pytest.fixture
def visit(front_door: FrontDoor) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser for a person. At the end no page may have erred, broken the policy or asked another host."""
    visitors: list[Visitor] = []

    def arrive(**options: Any) -> Visitor:
        visitors.append(front_door.arrive(**options))
        return visitors[-1]

    yield arrive
    noticed = [problem for visitor in visitors for problem in visitor.problems]
    for visitor in visitors:
        visitor.context.close()
    assert noticed == []


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    return visit()
