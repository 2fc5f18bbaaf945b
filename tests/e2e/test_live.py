"""Two members in two browsers: what one writes, the other sees; and nothing is lost where the network is."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conversation import MEETING, go_to_space_of_the_meeting, open_thread, reply, texts_of_posts
from tests.e2e.visitor import Visitor

Arrive = Callable[..., Visitor]
KREFELD = "mitglied.krefeld@lernnetz.example"
FREIBURG = "mitglied.freiburg@lernnetz.example"


@pytest.fixture
def krefeld(visit: Arrive) -> Visitor:
    return visit(account=KREFELD)


@pytest.fixture
def freiburg(visit: Arrive) -> Visitor:
    return visit(account=FREIBURG)


def test_thread_and_answer_appear_in_the_other_browser(krefeld: Visitor, freiburg: Visitor) -> None:
    go_to_space_of_the_meeting(krefeld)
    go_to_space_of_the_meeting(freiburg)
    title = f"Wer hat Sprachkurse mit Kinderbetreuung {uuid4().hex[:4]}?"

    open_thread(krefeld.page, title, "Bei uns scheitert es an der Betreuung.")
    appeared = freiburg.page.locator("a", has_text=title)
    expect(appeared).to_be_visible()
    appeared.click()
    expect(krefeld.page.locator(".presence")).to_contain_text("Freiburg")
    freiburg.page.locator("#reply [name=body]").fill("Wir haben")
    expect(krefeld.page.locator(".typing")).to_have_text("Demo-Mitglied Freiburg schreibt gerade …")
    reply(freiburg.page, "Wir haben sie im **selben Haus**.")

    expect(krefeld.page.locator(".post").last).to_contain_text("Wir haben sie im selben Haus.")
    expect(krefeld.page.locator(".typing")).to_be_empty()
    assert texts_of_posts(krefeld.page) == ["Bei uns scheitert es an der Betreuung.", "Wir haben sie im selben Haus."]
    assert texts_of_posts(freiburg.page) == texts_of_posts(krefeld.page)


def test_both_see_who_reads_along(krefeld: Visitor, freiburg: Visitor) -> None:
    go_to_space_of_the_meeting(krefeld)
    go_to_space_of_the_meeting(freiburg)

    expect(krefeld.page.locator(".presence")).to_contain_text("Freiburg")
    expect(freiburg.page.locator(".presence")).to_contain_text("Krefeld")


def test_browser_that_was_offline_has_every_post_once_and_in_order(krefeld: Visitor, freiburg: Visitor) -> None:
    go_to_space_of_the_meeting(krefeld)
    open_thread(krefeld.page, "Ein Gespräch mit Unterbrechung", "Der Anfang.")
    freiburg.open(krefeld.page.url)
    expect(freiburg.page.locator(".post")).to_have_count(1)

    freiburg.context.set_offline(True)
    for number in range(1, 5):
        reply(krefeld.page, f"Beitrag {number}")
        expect(krefeld.page.locator(".post")).to_have_count(1 + number)
    freiburg.context.set_offline(False)

    expect(freiburg.page.locator(".post")).to_have_count(5)
    assert texts_of_posts(freiburg.page) == ["Der Anfang.", "Beitrag 1", "Beitrag 2", "Beitrag 3", "Beitrag 4"]
    numbers = [int(post.get_attribute("data-number") or 0) for post in freiburg.page.locator(".post").all()]
    assert numbers == sorted(set(numbers))


def test_thread_is_read_and_answered_without_javascript(visit: Arrive) -> None:
    member = visit(account=FREIBURG, javascript=False)
    page = go_to_space_of_the_meeting(member)
    open_thread(page, "Ein Gespräch ohne Skript", "Es geht auch so.")

    reply(page, "Und antworten auch.")

    expect(page.locator(".post")).to_have_count(2)
    assert texts_of_posts(page) == ["Es geht auch so.", "Und antworten auch."]


def test_answer_written_offline_is_sent_once_when_the_line_is_back(krefeld: Visitor, freiburg: Visitor) -> None:
    go_to_space_of_the_meeting(krefeld)
    open_thread(krefeld.page, "Ein Gespräch aus dem Zug", "Der Anfang.")
    freiburg.open(krefeld.page.url)
    expect(freiburg.page.locator(".post")).to_have_count(1)

    freiburg.context.set_offline(True)
    reply(freiburg.page, "Im Tunnel geschrieben.")
    expect(freiburg.page.locator(".reply-form__waiting")).to_be_visible()
    assert freiburg.page.locator("#reply [name=body]").input_value() == "Im Tunnel geschrieben."
    freiburg.context.set_offline(False)

    expect(krefeld.page.locator(".post")).to_have_count(2, timeout=40_000)
    expect(freiburg.page.locator("#reply [name=body]")).to_have_value("")
    freiburg.page.reload()
    assert texts_of_posts(freiburg.page) == texts_of_posts(krefeld.page) == ["Der Anfang.", "Im Tunnel geschrieben."]


def test_counts_of_both_tabs_are_those_of_a_fresh_page(krefeld: Visitor, freiburg: Visitor, visit: Arrive) -> None:
    go_to_space_of_the_meeting(freiburg)
    open_thread(freiburg.page, "Ein Gespräch für zwei Fenster", "Der Anfang.")
    address = freiburg.page.url
    krefeld.open(address)
    reply(krefeld.page, "Ich bin dabei.")
    expect(krefeld.page.locator(".post")).to_have_count(2)
    other_tab = visit(account=KREFELD)
    other_tab.open("/de/raeume/")
    card = other_tab.page.locator(".thread-card", has_text=MEETING)
    before = count_of(card)
    bell = count_of_bell(other_tab)
    krefeld.open("/de/raeume/")

    reply(freiburg.page, "Etwas Neues.")

    expect(card.locator(".thread-card__unread")).to_have_text(f"{before + 1} neu")
    expect(other_tab.page.locator("[data-bell] > span").first).to_have_text(str(bell + 1))
    krefeld.open(f"{address}?unread")
    expect(krefeld.page.locator(".post")).to_have_count(3)
    expect(other_tab.page.locator("[data-bell] > span").first).to_have_text(str(bell))
    expect(card.locator(".thread-card__unread", has_text=f"{before + 1} neu")).to_have_count(0)
    live = (count_of(card), count_of_bell(other_tab))
    other_tab.page.reload()
    assert (count_of(card), count_of_bell(other_tab)) == live == (before, bell)


def count_of(card: Locator) -> int:
    badge = card.locator(".thread-card__unread")
    return int(badge.inner_text().split()[0]) if badge.count() else 0


def count_of_bell(visitor: Visitor) -> int:
    return int(visitor.page.locator("[data-bell] > span").first.text_content() or 0)


def test_moved_thread_leaves_one_list_and_arrives_in_the_other(
    krefeld: Visitor, freiburg: Visitor, visit: Arrive
) -> None:
    go_to_space_of_the_meeting(freiburg)
    title = f"Das gehört woandershin {uuid4().hex[:4]}"
    open_thread(freiburg.page, title, "Der Anfang.")
    address = freiburg.page.url
    go_to_space_of_the_meeting(freiburg)
    krefeld.open("/de/raeume/").locator("main a", has_text="Offener Raum").first.click()
    expect(freiburg.page.locator(".thread-card", has_text=title)).to_be_visible()
    facilitator = visit(account="begleitung@lernnetz.example")

    page = facilitator.open(f"{address}verschieben/")
    page.locator("select[name=space]").select_option(label="Offener Raum des Netzwerks")
    page.locator("main form button[type=submit]").click()
    page.locator("main form button[type=submit]").click()

    expect(page.locator(".thread-step")).to_contain_text("hierher verschoben")
    expect(krefeld.page.locator(".thread-card", has_text=title)).to_be_visible()
    expect(freiburg.page.locator(".thread-card", has_text=title)).to_have_count(0)
    live = sorted(krefeld.page.locator(".thread-list .thread-card__title").all_inner_texts())
    krefeld.page.reload()
    assert sorted(krefeld.page.locator(".thread-list .thread-card__title").all_inner_texts()) == live
    assert freiburg.open(address).url != address
