"""What one writes, everyone in the room hears: once, in order, whatever is lost on the way."""

import asyncio
from typing import Any

import pytest

from network.discussions.actions import delete_post, edit_post
from network.discussions.realtime import catch_up
from network.people.models import User
from network.realtime import actions
from tests.factories.discussions import make_post, make_thread
from tests.factories.spaces import SpaceFactory
from tests.network.realtime.conftest import browser_of, topic_of

pytestmark = pytest.mark.django_db(transaction=True)


def apply(state: dict[int, Any], changes: list[dict[str, Any]]) -> dict[int, Any]:
    """What a browser does with changes."""
    for change in changes:
        if change["post"]:
            state[change["post"]["number"]] = change["post"]
    return state


async def test_post_reaches_everyone_in_the_room(ada, ben, space, thread, in_thread):
    async with browser_of(ada) as first, browser_of(ben) as second:
        for browser in (first, second):
            assert await browser.subscribe(topic_of(space), 1) == {
                "type": "subscribed",
                "topic": topic_of(space),
                "number": 1,
                "changes": [],
                "more": False,
                "reset": False,
            }
        await in_thread(make_post, thread=thread, author=ben, body="Aus **Freiburg**")
        frames = [await first.receive(), await second.receive()]
    assert frames[0] == frames[1]
    assert (frames[0]["type"], frames[0]["topic"], frames[0]["number"]) == ("message", topic_of(space), 2)
    change = frames[0]["change"]
    assert (change["number"], change["kind"], change["thread"]["post_count"]) == (2, "post_published", 2)
    assert change["post"]["author"] == {"id": ben.pk, "name": "Ben Freiburg", "municipality": ""}
    assert change["post"]["body_html"].strip() == "<p>Aus <strong>Freiburg</strong></p>"


async def test_other_rooms_hear_nothing(ada, space, thread, in_thread):
    other = await in_thread(SpaceFactory)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(other), 0)
        await in_thread(make_post, thread=thread)
        assert await browser.hears_nothing()


async def test_new_thread_reaches_the_room(ada, space, in_thread):
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 0)
        thread = await in_thread(make_thread, space=space, title="Wer kennt das?")
        change = (await browser.receive())["change"]
    assert (change["kind"], change["thread"]["title"], change["thread"]["id"]) == (
        "thread_opened",
        "Wer kennt das?",
        thread.pk,
    )


async def test_what_was_missed_comes_with_subscribing(ada, space, thread, in_thread):
    for _number in range(3):
        await in_thread(make_post, thread=thread)
    async with browser_of(ada) as browser:
        answer = await browser.subscribe(topic_of(space), 2)
    assert (answer["number"], [change["number"] for change in answer["changes"]]) == (4, [3, 4])


async def test_much_missed_comes_in_portions(ada, ben, space, thread, in_thread):
    def write() -> None:
        for _number in range(120):
            make_post(thread=thread, author=ben)

    await in_thread(write)
    numbers: list[int] = []
    async with browser_of(ada) as browser:
        answer = {"number": 1, "more": True}
        while answer["more"]:
            answer = await browser.subscribe(topic_of(space), answer["number"])
            numbers += [change["number"] for change in answer["changes"]]
        await in_thread(make_post, thread=thread, author=ben)
        numbers.append((await browser.receive())["number"])
    assert numbers == list(range(2, 123))


async def test_number_ahead_of_the_log_asks_for_a_fresh_page(ada, space, thread):
    async with browser_of(ada) as browser:
        answer = await browser.subscribe(topic_of(space), 99)
    assert (answer["number"], answer["reset"], answer["changes"]) == (1, True, [])


async def test_old_state_and_changes_are_the_fresh_state(ada, ben, space, thread, in_thread):
    def live_through() -> None:
        posts = [make_post(thread=thread, author=ben, body=f"Beitrag {number}") for number in range(4)]
        edit_post(post=posts[1], body="Geändert", editor=ben)
        delete_post(post=posts[2], deleted_by=ben)
        make_post(thread=thread, author=ada)

    state = apply({}, list((await in_thread(catch_up, str(space.pk), 0)).changes))
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        writing = asyncio.create_task(in_thread(live_through))
        changes = [(await browser.receive())["change"] for _change in range(7)]
        await writing
    assert [change["number"] for change in changes] == list(range(2, 9))
    fresh = apply({}, list((await in_thread(catch_up, str(space.pk), 0)).changes))
    assert apply(state, changes) == fresh
    assert [post["is_deleted"] for post in fresh.values()] == [False, False, False, True, False, False]


async def test_subscribing_while_others_write_loses_and_doubles_nothing(ada, ben, space, thread, in_thread):
    def write() -> None:
        for number in range(40):
            make_post(thread=thread, author=ben, body=f"Beitrag {number}")

    async def follow(delay: float) -> list[int]:
        await asyncio.sleep(delay)
        async with browser_of(ada) as browser:
            answer = await browser.subscribe(topic_of(space), 1)
            numbers = [change["number"] for change in answer["changes"]]
            while len(numbers) < 40:
                numbers.append((await browser.receive())["number"])
            return numbers

    results = await asyncio.gather(in_thread(write), *(follow(delay / 20) for delay in range(8)))
    assert results[1:] == [list(range(2, 42))] * 8


async def test_two_writers_at_once_arrive_in_order(ada, ben, space, thread, in_thread):
    def write(author: User) -> None:
        for number in range(15):
            make_post(thread=thread, author=author, body=f"{number}")

    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        writing = asyncio.gather(in_thread(write, ada), in_thread(write, ben))
        numbers = [(await browser.receive())["number"] for _post in range(30)]
        await writing
    assert numbers == list(range(2, 32))


async def test_what_nobody_announced_is_found_in_the_log(ada, space, thread, in_thread, monkeypatch):
    monkeypatch.setattr(actions, "_tell", lambda group, message: None)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        for _number in range(3):
            await in_thread(make_post, thread=thread)
        numbers = [(await browser.receive())["number"] for _post in range(3)]
    assert numbers == [2, 3, 4]


async def test_lost_announcement_is_read_before_the_next_one_is_delivered(ada, space, thread, in_thread, monkeypatch):
    monkeypatch.setattr("django.conf.settings.REALTIME_POLL_SECONDS", 60)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        with monkeypatch.context() as patch:
            patch.setattr(actions, "_tell", lambda group, message: None)
            await in_thread(make_post, thread=thread)
        await in_thread(make_post, thread=thread)
        numbers = [(await browser.receive())["number"] for _post in range(2)]
    assert numbers == [2, 3]


async def test_numbers_of_removed_threads_do_not_stop_the_room(ada, space, thread, in_thread):
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        doomed = await in_thread(make_thread, space=space)
        assert (await browser.receive())["number"] == 2
        await in_thread(doomed.delete)
        async with browser_of(ada) as late:
            assert (await late.subscribe(topic_of(space), 1))["number"] == 2
            await in_thread(make_post, thread=thread)
            assert [(await reader.receive())["number"] for reader in (browser, late)] == [3, 3]
