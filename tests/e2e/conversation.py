"""What a person does in a space and a thread, in the words of the page."""

from playwright.sync_api import Page, expect

from tests.e2e.visitor import Visitor

MEETING = "Gütersloh"


def go_to_space_of_the_meeting(visitor: Visitor) -> Page:
    page = visitor.open("/de/raeume/")
    page.locator("main a", has_text=MEETING).first.click()
    expect(page.locator("h1")).to_contain_text(MEETING)
    return page


def open_thread(page: Page, title: str, body: str) -> None:
    page.locator("main a[href$='/neu/']").first.click()
    page.locator("main [name=title]").fill(title)
    page.locator("main [name=body]").fill(body)
    page.locator("main form:has([name=title]) .kern-btn--primary").click()
    expect(page.locator("h1")).to_have_text(title)


def reply(page: Page, body: str) -> None:
    page.locator("#reply [name=body]").fill(body)
    page.locator("#reply .kern-btn--primary").click()


def texts_of_posts(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".post .post__body").all_inner_texts()]
