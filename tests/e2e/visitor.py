"""One person at one browser: opens pages, signs in, and notices what no page of ours may do."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, StorageState

from tests.e2e.server import PASSWORD, LiveSite

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PHONE = 390
DESKTOP = 1440

VIOLATIONS = """async () => {
  const result = await axe.run(document, {resultTypes: ["violations"]});
  return result.violations.map(v => `${v.id}: ${v.help} — ${v.nodes.slice(0, 4).map(n => n.target.join(" ")).join(" | ")}`);
}"""


@cache
def axe_source() -> str:
    return AXE.read_text(encoding="utf-8")


@dataclass
class Visitor:
    """A browser context of its own, with everything it noticed along the way."""

    site: LiveSite
    context: BrowserContext
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(30_000)
        self.context.on("request", self._notice_request)
        self.context.on("response", self._notice_response)
        self.context.on("console", self._notice_console)
        self.context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        self.page: Page = self.context.new_page()

    def _notice_request(self, request: Request) -> None:
        target = urlsplit(request.url)
        if target.scheme not in {"data", "blob"} and target.netloc != urlsplit(self.site.url).netloc:
            self.problems.append(f"a request to another host: {request.url}")

    def _notice_response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} from {response.url}")

    def _notice_console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.problems.append(message.text)

    def open(self, path: str) -> Page:
        """Go to a path of the site, or to a whole address."""
        self.page.goto(path if path.startswith("http") else f"{self.site.url}{path}")
        return self.page

    def sign_in(self, email: str, password: str = PASSWORD) -> Page:
        self.open("/de/anmelden/")
        self.page.locator("input[name=login]").fill(email)
        self.fill_password(password)
        return self.page

    def fill_password(self, password: str = PASSWORD) -> None:
        """The rest of signing in, where the address is filled in already."""
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: "/anmelden/" not in url)

    def axe_violations(self) -> list[str]:
        self.page.evaluate(axe_source())
        return list(self.page.evaluate(VIOLATIONS))

    def horizontal_overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))


@dataclass
class FrontDoor:
    """Lets people in: signs an account in once, and knows it again in the next browser."""

    site: LiveSite
    browser: Browser
    known: dict[str, StorageState] = field(default_factory=dict)

    def arrive(
        self,
        *,
        account: str | None = None,
        width: int = DESKTOP,
        javascript: bool = True,
        language: str = "de-DE",
        color_scheme: Literal["light", "dark"] = "light",
    ) -> Visitor:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale=language,
            timezone_id="Europe/Berlin",
            color_scheme=color_scheme,
            reduced_motion="reduce",
            storage_state=self.state_of(account) if account else None,
        )
        return Visitor(site=self.site, context=context)

    def state_of(self, account: str) -> StorageState:
        if account not in self.known:
            visitor = self.arrive()
            visitor.sign_in(account)
            self.known[account] = visitor.context.storage_state()
            visitor.context.close()
        return self.known[account]
