"""Who may listen, and how quickly somebody no longer may."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from network.people.actions import assign_role
from network.people.models import User
from network.realtime import actions
from network.realtime.hub import current_hub
from network.spaces.actions import add_space_member, remove_space_member
from network.spaces.changing import change_space
from network.spaces.models import SpaceMembership
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import ClosedSpaceFactory, PrivateSpaceFactory, SpaceFactory
from tests.network.realtime.conftest import browser_of, line_of, session_cookie, topic_of

pytestmark = pytest.mark.django_db(transaction=True)


async def test_signed_out_is_refused():
    line = line_of()
    assert await line.connect()
    output = await line.receive_output()
    assert (output["type"], output["code"]) == ("websocket.close", 4401)
    await line.disconnect()


@pytest.mark.parametrize(
    "origin", ["https://fremd.example", "http://localhost.fremd.example", "http://localhost:80.fremd.example", "null"]
)
async def test_foreign_origin_is_refused(ada, origin):
    line = line_of(await sync_to_async(session_cookie)(ada), origin=origin)
    assert not await line.connect()


async def test_other_protocol_is_told_to_reload(ada):
    line = line_of(await sync_to_async(session_cookie)(ada), path="/ws/?protocol=0")
    await line.connect()
    assert (await line.receive_output())["code"] == 4426
    await line.disconnect()


async def test_private_and_unknown_topics_are_equally_not_found(ada, in_thread):
    private = await in_thread(PrivateSpaceFactory)
    topics = [topic_of(private), "space:999999", "space:abc", "space:" + "9" * 39, "user:1", "space", "space:1:2", ""]
    async with browser_of(ada) as browser:
        answers = [await browser.subscribe(topic, 0) for topic in topics[:-1]]
        assert await browser.subscribe(topics[-1], 0) == {"type": "error", "code": "not_found"}
        assert not current_hub().rooms
    assert answers == [{"type": "error", "code": "not_found", "topic": topic} for topic in topics[:-1]]


async def test_removed_member_hears_nothing_more(ada, ben, in_thread):
    def set_up():
        space = PrivateSpaceFactory()
        for user in (ada, ben):
            add_space_member(space=space, user=user)
        return space, make_thread(space=space, author=ada)

    space, thread = await in_thread(set_up)
    async with browser_of(ada) as stays, browser_of(ben) as goes:
        for browser in (stays, goes):
            await browser.subscribe(topic_of(space), 1)
        await in_thread(remove_space_member, space=space, user=ben)
        assert await goes.receive() == {"type": "unsubscribed", "topic": topic_of(space), "reason": "revoked"}
        await in_thread(make_post, thread=thread, author=ada)
        assert (await stays.receive())["number"] == 2
        assert await goes.hears_nothing()
        assert (await goes.subscribe(topic_of(space), 1))["code"] == "not_found"


async def test_removal_nobody_announced_is_found_in_the_log(ada, in_thread, monkeypatch):
    def set_up():
        space = PrivateSpaceFactory()
        add_space_member(space=space, user=ada)
        return space

    space = await in_thread(set_up)
    monkeypatch.setattr(actions, "_tell", lambda group, message: None)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 0)
        await asyncio.sleep(0.4)
        await in_thread(remove_space_member, space=space, user=ada)
        assert (await browser.receive())["type"] == "unsubscribed"


async def test_entitlement_lost_in_any_other_way_is_noticed(ada, in_thread, monkeypatch):
    monkeypatch.setattr("network.realtime.hub.SECONDS_BETWEEN_SWEEPS", 0.1)

    def set_up():
        space = PrivateSpaceFactory()
        add_space_member(space=space, user=ada)
        return space

    space = await in_thread(set_up)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 0)
        await in_thread(SpaceMembership.objects.all().delete)
        assert (await browser.receive())["type"] == "unsubscribed"


async def test_deactivated_account_hears_nothing_more(ada, space, thread, in_thread, monkeypatch):
    monkeypatch.setattr("network.realtime.hub.SECONDS_BETWEEN_SWEEPS", 0.1)
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        await in_thread(User.objects.filter(pk=ada.pk).update, is_active=False)
        assert (await browser.receive())["type"] == "unsubscribed"
        assert (await browser.subscribe(topic_of(space), 1))["code"] == "not_found"


async def test_signing_out_closes_the_sockets_of_that_session_only(ada, space, in_thread):
    def sign_in() -> Client:
        client = Client()
        client.force_login(ada)
        return client

    here, elsewhere = await in_thread(sign_in), await in_thread(sign_in)
    async with (
        browser_of(ada, here.cookies["sessionid"].value) as first,
        browser_of(ada, elsewhere.cookies["sessionid"].value) as second,
    ):
        await in_thread(here.logout)
        assert await first.receive(1) == {"type": "close", "code": 4401}
        await second.send(type="ping")
        assert await second.receive() == {"type": "pong"}


async def test_role_change_does_not_disturb(ada, space, thread, in_thread):
    async with browser_of(ada) as browser:
        await browser.subscribe(topic_of(space), 1)
        await in_thread(assign_role, user=ada, role="editor")
        await in_thread(make_post, thread=thread)
        assert (await browser.receive())["number"] == 2


async def test_closed_space_is_not_found_by_strangers_and_ends_for_who_is_removed(ada, ben, in_thread):
    def set_up():
        space = ClosedSpaceFactory()
        add_space_member(space=space, user=ada)
        add_space_member(space=space, user=UserFactory(), is_facilitator=True)
        make_thread(space=space, author=ada)
        return space

    space = await in_thread(set_up)
    topic = topic_of(space)
    async with browser_of(ada) as member, browser_of(ben) as stranger:
        assert await stranger.subscribe(topic, 0) == {"type": "error", "code": "not_found", "topic": topic}
        assert (await member.subscribe(topic, 0))["number"] == 1
        await in_thread(remove_space_member, space=space, user=ada)
        assert await member.receive(1) == {"type": "unsubscribed", "topic": topic, "reason": "revoked"}
        answer = await member.subscribe(topic, 0)
        if answer["type"] == "unsubscribed":  # the row of the revocation was read at this moment, too
            answer = await member.receive()
        assert answer["code"] == "not_found"
        assert await stranger.hears_nothing(0.1)


@pytest.mark.parametrize("is_announced", [True, False])
async def test_space_that_is_closed_ends_for_all_but_its_members(ada, ben, in_thread, monkeypatch, is_announced):
    def set_up():
        space, manager = SpaceFactory(), FacilitatorFactory()
        add_space_member(space=space, user=ada)
        return space, make_thread(space=space, author=ada), manager

    space, thread, manager = await in_thread(set_up)
    topic = topic_of(space)
    async with browser_of(ada) as stays, browser_of(ben) as goes:
        for browser in (stays, goes):
            await browser.subscribe(topic, 1)
        await asyncio.sleep(0.4)
        if not is_announced:
            monkeypatch.setattr(actions, "_tell", lambda group, message: None)
        await in_thread(change_space, space=space, changed_by=manager, visibility="closed", is_confirmed=True)
        assert await goes.receive() == {"type": "unsubscribed", "topic": topic, "reason": "revoked"}
        monkeypatch.undo()
        await in_thread(make_post, thread=thread, author=ada)
        assert (await stays.receive())["number"] == 2
        assert await goes.hears_nothing(0.2)
