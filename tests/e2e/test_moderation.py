"""A post is reported, hidden, answered and shown again, while its author and a reader have its thread open."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conversation import go_to_space_of_the_meeting, open_thread
from tests.e2e.visitor import PHONE, Visitor

Arrive = Callable[..., Visitor]
READER = "mitglied.krefeld@lernnetz.example"
AUTHOR = "mitglied.freiburg@lernnetz.example"
FACILITATOR = "begleitung@lernnetz.example"
TITLE = "Ein Gespräch für die Moderation"
SAID = "Der Träger kann es einfach nicht."
WHY = "Bitte ohne Urteil über den Träger."
ANSWER = "Ich nehme das Urteil zurück."


def send(page: Page) -> None:
    page.locator("main form.form button[type=submit]").click()
    expect(page.locator(".notice--success").first).to_be_visible()


def decide(visitor: Visitor, kind: str) -> Page:
    page = visitor.open("/de/moderation/")
    page.locator("main .line-list a", has_text=TITLE).click()
    page.locator(f"[name=kind][value={kind}]").check()
    return page


def test_reported_post_is_veiled_on_open_pages_and_shown_again(visit: Arrive) -> None:
    author, reader = visit(account=AUTHOR), visit(account=READER, width=PHONE)
    facilitator = visit(account=FACILITATOR)
    go_to_space_of_the_meeting(author)
    open_thread(author.page, TITLE, SAID)
    post, own = reader.page.locator(".post"), author.page.locator(".post")

    reader.open(author.page.url)
    post.locator("a", has_text="Melden").click()
    reader.page.locator("[name=reason]").first.check()
    send(reader.page)
    reader.page.locator("main .line-list a", has_text=TITLE).click()
    expect(post).to_contain_text(SAID)

    desk = decide(facilitator, "hide")
    expect(desk.locator(".moderated")).to_contain_text(SAID)
    desk.locator("[name=reason]").select_option("insult")
    desk.locator("[name=text]").fill(WHY)
    send(desk)
    expect(post).to_contain_text("Von der Moderation ausgeblendet")
    expect(post).not_to_contain_text(SAID)

    own.locator("a", has_text="Entscheidung lesen").click()
    expect(author.page.locator("main")).to_contain_text(WHY)
    author.page.locator("[name=text]").fill(ANSWER)
    send(author.page)

    desk = decide(facilitator, "restore")
    expect(desk.locator("main")).to_contain_text(ANSWER)
    send(desk)
    expect(post).to_contain_text(SAID)
    assert author.axe_violations() == facilitator.axe_violations() == []
    assert reader.horizontal_overflow() <= 0
