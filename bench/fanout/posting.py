"""Writes posts as fast as one process can, by the action alone: `posting.py PLACE SPACES SECONDS`.

Says that it is ready, begins with the next line it is given, and prints how many it has written.
"""

import sys
import time


def main(place: int, spaces: int, seconds: float) -> None:
    import django

    django.setup()
    from network.discussions.actions import publish_post
    from network.discussions.models import Thread
    from network.people.models import User
    from tests.services.world import WORDS

    threads = list(Thread.objects.select_related("space").order_by("pk")[:spaces])
    people = list(User.objects.order_by("pk"))
    print("ready", flush=True)
    sys.stdin.readline()
    number = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        number += 1
        author = people[(place + number) % len(people)]
        publish_post(author=author, thread=threads[(place + number) % spaces], body=f"{WORDS} {place}-{number}")
    print(number)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
