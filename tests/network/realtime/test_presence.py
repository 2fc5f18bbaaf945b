"""Who is there, everyone once, over all processes."""

import json

import pytest

from network.realtime.hub import current_hub
from tests.factories.discussions import make_post
from tests.factories.municipalities import KrefeldFactory, MembershipFactory
from tests.factories.spaces import SpaceFactory
from tests.network.realtime.conftest import browser_of, topic_of

pytestmark = pytest.mark.django_db(transaction=True)


async def test_presence_names_people_with_their_place(ada, ben, space, in_thread):
    await in_thread(lambda: MembershipFactory(user=ada, municipality=KrefeldFactory()))
    async with browser_of(ada) as first:
        await first.subscribe(topic_of(space), 0)
        output = json.loads((await first.line.receive_output(5))["text"])
        assert output == {
            "type": "presence",
            "topic": topic_of(space),
            "people": [{"id": ada.pk, "name": "Ada Krefeld", "municipality": "Krefeld"}],
            "count": 1,
        }
        async with browser_of(ben) as second:
            await second.subscribe(topic_of(space), 0)
            assert await first.receive_presence() == ["Ada Krefeld", "Ben Freiburg"]
            assert await second.receive_presence() == ["Ada Krefeld", "Ben Freiburg"]
        assert await first.receive_presence() == ["Ada Krefeld"]


async def test_presence_counts_two_windows_of_one_person_once(ada, space):
    async with browser_of(ada) as first, browser_of(ada) as second:
        for browser in (first, second):
            await browser.subscribe(topic_of(space), 0)
        assert await second.receive_presence() == ["Ada Krefeld"]


async def test_presence_of_other_processes(ada, space):
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 0)
        await browser.receive_presence()
        person = {"id": 0, "name": "Aus der Ferne", "municipality": ""}
        message = {"type": "topic.presence", "topic": topic_of(space), "origin": "another process", "people": [person]}
        current_hub().receive(message)
        assert await browser.receive_presence() == ["Ada Krefeld", "Aus der Ferne"]
        current_hub().receive(message | {"people": []})
        assert await browser.receive_presence() == ["Ada Krefeld"]


async def test_unsubscribing_ends_delivery_and_presence(ada, ben, space, thread, in_thread):
    async with browser_of(ada) as first, browser_of(ben) as second:
        for browser in (first, second):
            await browser.subscribe(topic_of(space), 1)
        await second.receive_presence()
        await first.send(type="unsubscribe", topic=topic_of(space))
        assert await first.receive() == {"type": "unsubscribed", "topic": topic_of(space), "reason": "left"}
        assert await second.receive_presence() == ["Ben Freiburg"]
        await in_thread(make_post, thread=thread)
        assert await first.hears_nothing()


async def test_who_writes_is_told_to_the_others_who_are_there_and_kept_nowhere(ada, ben, space):
    topic = topic_of(space)
    async with browser_of(ada) as first, browser_of(ada) as second, browser_of(ben) as reader:
        for browser in (first, second, reader):
            await browser.subscribe(topic, 0)
        for _time in range(3):
            await first.send(type="typing", topic=topic, thread=7)
        person = {"id": ada.pk, "name": "Ada Krefeld", "municipality": ""}
        assert await reader.receive() == {"type": "typing", "topic": topic, "thread": 7, "person": person}
        assert await reader.hears_nothing(), "said once in two seconds"
        assert await second.hears_nothing(), "one knows what one writes oneself"
        await first.send(type="unsubscribe", topic=topic)
        assert (await first.receive())["type"] == "unsubscribed"
        await first.send(type="typing", topic=topic, thread=7)
        assert await reader.hears_nothing()


async def test_in_another_process_somebody_writes_who_is_named_in_no_failure_room(ada, in_thread):
    space = await in_thread(lambda: SpaceFactory(is_failure_room=True))
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 0)
        message = {"type": "topic.typing", "topic": topic_of(space), "origin": "another process", "thread": 7}
        current_hub().receive(message | {"person": {"id": 4711, "name": "", "municipality": ""}})
        frame = await browser.receive()
        assert frame == {"type": "typing", "topic": topic_of(space), "thread": 7, "person": None}


@pytest.mark.parametrize(
    "fields", [{}, {"topic": 5, "thread": 7}, {"topic": "space:1", "thread": "7"}, {"topic": "x", "thread": None}]
)
async def test_typing_that_names_no_thread_is_junk(ada, fields):
    async with browser_of(ada) as browser:
        await browser.send(type="typing", **fields)
        assert await browser.receive() == {"type": "error", "code": "bad_frame"}
