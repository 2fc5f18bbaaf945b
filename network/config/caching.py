"""Redis as a cache that the site can do without: dead or frozen, it is an empty cache, and nobody waits for it twice."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

SECONDS_TO_ANSWER = 0.5
SECONDS_BETWEEN_TRIES = 2
MOST_MISSED = 1000
"""So many keys are remembered to be deleted when Redis is back; with more it is emptied."""


class Outage:
    """What the threads of this process know of a Redis that does not answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._missed: set[str] = set()

    def is_on(self) -> bool:
        """False as well when it is time to try again."""
        return time.monotonic() < self._until

    def begin(self, error: RedisError) -> None:
        if not self._until:
            logger.warning("the site goes on without its cache: %s", str(error) or type(error).__name__)
        self._until = time.monotonic() + SECONDS_BETWEEN_TRIES

    def end(self) -> None:
        if self._until:
            logger.warning("the cache is back")
        self._until = 0.0

    def miss(self, keys: Iterable[str]) -> None:
        """Redis was not told that these have changed. A frozen one still has what they were when it is back."""
        with self._lock:
            self._missed.update(keys)

    def missed(self) -> set[str]:
        with self._lock:
            missed, self._missed = self._missed, set()
        return missed


_outages: dict[tuple[str, ...], Outage] = {}
"""One for each server: Django makes a client for each thread."""


class OptionalClient(RedisCacheClient):
    """While Redis fails nothing is found, everything counts as kept, and there is no key to count up."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        patience = {"socket_timeout": SECONDS_TO_ANSWER, "socket_connect_timeout": SECONDS_TO_ANSWER}
        super().__init__(servers, **patience | {"retry": Retry(NoBackoff(), 0)} | options)
        self._outage = _outages.setdefault(tuple(servers), Outage())

    def __del__(self) -> None:
        """A thread has ended. Its connections would stay open until somebody looks for garbage."""
        for pool in self._pools.values():
            pool.disconnect()

    def _asked(self, call: Callable[[], Any], *, otherwise: Any, changed: Iterable[str] = ()) -> Any:
        """What `call` gives; `changed` are the keys that Redis holds wrongly if it fails."""
        if not self._outage.is_on():
            try:
                self._make_up()
                answer = call()
                self._outage.end()
                return answer
            except RedisError as error:
                self._outage.begin(error)
        self._outage.miss(changed)
        return otherwise

    def _make_up(self) -> None:
        missed = self._outage.missed()
        if not missed:
            return
        try:
            if len(missed) > MOST_MISSED:
                super().clear()
            else:
                super().delete_many(missed)
        except RedisError:
            self._outage.miss(missed)
            raise

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        return self._asked(lambda: super(OptionalClient, self).add(key, value, timeout), otherwise=True)

    def get(self, key: Any, default: Any) -> Any:
        return self._asked(lambda: super(OptionalClient, self).get(key, default), otherwise=default)

    def get_many(self, keys: Any) -> Any:
        return self._asked(lambda: super(OptionalClient, self).get_many(keys), otherwise={})

    def has_key(self, key: Any) -> bool:
        return self._asked(lambda: super(OptionalClient, self).has_key(key), otherwise=False)

    def touch(self, key: Any, timeout: Any) -> bool:
        return self._asked(lambda: super(OptionalClient, self).touch(key, timeout), otherwise=False)

    def incr(self, key: Any, delta: Any) -> int:
        found = self._asked(lambda: super(OptionalClient, self).incr(key, delta), otherwise=None)
        if found is None:
            raise ValueError(f"Key {key!r} not found.")
        return found

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        self._asked(lambda: super(OptionalClient, self).set(key, value, timeout), otherwise=None, changed=[key])

    def set_many(self, data: Any, timeout: Any) -> None:
        self._asked(lambda: super(OptionalClient, self).set_many(data, timeout), otherwise=None, changed=data)

    def delete(self, key: Any) -> bool:
        return self._asked(lambda: super(OptionalClient, self).delete(key), otherwise=False, changed=[key])

    def delete_many(self, keys: Any) -> None:
        keys = list(keys)
        self._asked(lambda: super(OptionalClient, self).delete_many(keys), otherwise=None, changed=keys)

    def clear(self) -> bool:
        return self._asked(super().clear, otherwise=False)


class OptionalRedisCache(RedisCache):
    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OptionalClient
