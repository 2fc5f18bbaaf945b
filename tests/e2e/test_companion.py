"""A live room with a participant, a moderator and the big screen; each page read by axe."""

from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.e2e.conversation import MEETING
from tests.e2e.visitor import PHONE, Visitor

Arrive = Callable[..., Visitor]
KREFELD = "mitglied.krefeld@lernnetz.example"
MODERATOR = "begleitung@lernnetz.example"


def go_to_room(visitor: Visitor) -> Page:
    page = visitor.open("/de/treffen/")
    page.locator("main a", has_text=MEETING).first.click()
    page.locator(".timetable__live a").first.click()
    expect(page.locator("#open-title")).to_be_visible()
    return page


def question(page: Page, text: str) -> Page:
    return page.locator(".question", has_text=text)


def test_question_travels_from_the_room_to_the_moderator_and_the_screen(visit: Arrive) -> None:
    asked = f"Wer pflegt die Liste im Sommer {uuid4().hex[:4]}?"
    member, moderator, wall = visit(account=KREFELD, width=PHONE), visit(account=MODERATOR), visit(account=MODERATOR)
    room = go_to_room(member)
    room_url = room.url
    desk = moderator.open(f"{room_url}moderation/")
    screen = wall.open(f"{room_url}leinwand/")
    seat = visit(account="mitglied.freiburg@lernnetz.example").open(room_url)

    member.context.set_offline(True)
    room.locator("#reply [name=body]").fill(asked)
    room.locator("#reply button[type=submit]").click()
    expect(room.locator(".reply-form__waiting")).to_be_visible()
    member.context.set_offline(False)
    expect(question(room, asked)).to_have_count(1)

    # The others read on undisturbed until they ask for what is new.
    expect(seat.locator(".live-room__more")).to_be_visible()
    expect(question(seat, asked)).to_have_count(0)
    seat.locator(".live-room__more button").click()
    question(seat, asked).locator("[data-vote]").click()
    expect(question(room, asked).locator("[data-slot=count]").first).to_have_text("1")
    expect(screen.locator(".screen__list")).to_contain_text(f"1 {asked}")

    desk.locator(".live-room__more button").click()
    question(desk, asked).focus()
    desk.keyboard.press("1")
    expect(screen.locator(".screen__question")).to_have_text(asked)
    expect(room.locator(".live-room__now")).to_contain_text(asked)

    wall.context.set_offline(True)
    expect(screen.locator(".screen__offline")).to_be_visible()
    desk.locator(".moderation__bar button").click()
    expect(question(seat, asked).locator("[data-slot=state]")).to_have_text("beantwortet")
    wall.context.set_offline(False)
    expect(screen.locator(".screen__question")).not_to_contain_text(asked)
    expect(screen.locator(".screen__offline")).to_be_hidden()

    for visitor in (member, moderator, wall):
        assert visitor.axe_violations() == []
        assert visitor.horizontal_overflow() <= 0
