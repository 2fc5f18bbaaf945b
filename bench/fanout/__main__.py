"""`python -m bench.fanout [SOCKETS …]`: starts the stack and prints what telling and writing cost."""

import asyncio
import os
import sys

from bench.fanout import run, writing
from tests.services.stack import stack
from tests.services.world import WORDS, make_world

SPACES = 8
MARKS = {"SECRET_KEY": "only-to-measure", "DJANGO_SETTINGS_MODULE": "bench.settings"}


def main() -> int:
    sizes = tuple(int(size) for size in sys.argv[1:]) or run.SIZES
    with stack(**MARKS) as running:
        os.environ |= running.environment
        import django

        django.setup()
        from network.discussions.actions import publish_post
        from network.discussions.models import Change
        from network.discussions.realtime import serialize_change
        from network.realtime.messages import message

        world = make_world(spaces=SPACES)
        publish_post(author=world.people[0], thread=world.threads[0], body=WORDS)
        change = serialize_change(Change.objects.get(space=world.threads[0].space, number=2))
        text = message("space:1", change).replace('"number":2,', '"number":NUMBER,')
        found = []
        for peer in run.PEERS:
            found += asyncio.run(run.rows(running, peer, world, text, sizes))
            print(f"measured: {peer.name}", file=sys.stderr, flush=True)
        print("\n".join(["", *run.table(found), ""]), flush=True)
        web = running.web()
        web.wait()
        print(f"{'posts written':<22}{'spaces':>8}{'a second':>10}{'refused':>9}")
        for spaces in (1, SPACES):
            for done in (writing.by_action(running, spaces), writing.by_http(web, world, spaces)):
                print(f"{done.how:<22}{done.spaces:>8}{done.a_second:>10.1f}{done.refused:>9}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
