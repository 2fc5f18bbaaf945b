"""What a reader's browser loads for a page, cold: requests, and bytes as they are compressed on the way."""

import gzip
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response

COUNTED = ("document", "stylesheet", "script")
SETTLED_MS = 300

LAYOUT_SHIFT = """
  window.layoutShift = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (!entry.hadRecentInput) window.layoutShift += entry.value;
  })).observe({type: "layout-shift", buffered: true});
"""


@dataclass(frozen=True)
class Weight:
    requests: int
    foreign: int
    kib: dict[str, float]
    layout_shift: float

    @property
    def counted_kib(self) -> float:
        return sum(self.kib.get(kind, 0) for kind in COUNTED)


def body_of(response: Response) -> bytes:
    return b"" if response.status in {204, 301, 302, 304} else response.body()


def weigh(browser: Browser, url: str, cookies: list[dict[str, str]], width: int = 390) -> Weight:
    context = browser.new_context(viewport={"width": width, "height": 844}, locale="de-DE")
    context.add_cookies(cookies)
    page: Page = context.new_page()
    page.add_init_script(LAYOUT_SHIFT)
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 -- Playwright marks its handlers
    page.goto(url, wait_until="load")
    page.wait_for_timeout(SETTLED_MS)
    sizes: Counter[str] = Counter()
    for response in responses:
        sizes[response.request.resource_type] += len(gzip.compress(body_of(response), compresslevel=6))
    host = urlsplit(url).netloc
    weight = Weight(
        requests=len(responses),
        foreign=sum(urlsplit(response.url).netloc != host for response in responses),
        kib={kind: size / 1024 for kind, size in sizes.items()},
        layout_shift=page.evaluate("window.layoutShift"),
    )
    context.close()
    return weight
