"""Who is there, everyone once, over all processes."""

import json

import pytest

from network.realtime.hub import current_hub
from tests.factories.discussions import make_post
from tests.factories.municipalities import KrefeldFactory, MembershipFactory
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
