"""Says something at a fixed rate, in a process of its own: `writer.py KIND FIRST POSTS A_SECOND TARGET`.

Prints a list of [number, when it was said], by the clock that all processes of a machine share.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.fanout.layers import GROUP, use_layer

SECONDS_TO_LEAVE = 0.5
"""Our sender is a thread, and ends with the process."""


def at_rate(first: int, posts: int, a_second: float) -> Iterator[int]:
    """Numbers from `first` on, so that what arrives late is not taken for what was said after it."""
    began = time.monotonic()
    for place in range(posts):
        time.sleep(max(0.0, began + place / a_second - time.monotonic()))
        yield first + place


def stored(thread_id: str) -> Callable[[int], tuple[int, float]]:
    """A post of ours; the time is that before its commit."""
    import django

    django.setup()
    from django.db import transaction

    from network.discussions.actions import publish_post
    from network.discussions.models import Thread
    from tests.services.world import WORDS

    thread = Thread.objects.select_related("space").get(pk=thread_id)
    author = thread.author

    def say(number: int) -> tuple[int, float]:
        with transaction.atomic():
            post = publish_post(author=author, thread=thread, body=f"{WORDS} {number}")
            return post.number, time.monotonic()

    return say


def over_layer(text: str) -> Callable[[int], tuple[int, float]]:
    from asgiref.sync import async_to_sync

    use_layer()
    from channels.layers import get_channel_layer

    layer: Any = get_channel_layer()

    def say(number: int) -> tuple[int, float]:
        began = time.monotonic()
        async_to_sync(layer.group_send)(GROUP, {"type": "tell", "text": text.replace("NUMBER", str(number))})
        return number, began

    return say


def over_redis(text: str) -> Callable[[int], tuple[int, float]]:
    import redis

    client = redis.Redis.from_url(os.environ["REDIS_URL"])

    def say(number: int) -> tuple[int, float]:
        began = time.monotonic()
        client.publish(GROUP, text.replace("NUMBER", str(number)))
        return number, began

    return say


def main(kind: str, first: int, posts: int, a_second: float, target: str) -> None:
    say = {"lernnetz": stored, "channels": over_layer, "plain": over_redis}[kind](target)
    said = [say(number) for number in at_rate(first, posts, a_second)]
    time.sleep(SECONDS_TO_LEAVE)
    print(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), sys.argv[5])
