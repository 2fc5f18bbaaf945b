"""How many posts a second are written: by the action alone, and by members over HTTP."""

import http.client
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass

from tests.services.stack import Served, Stack
from tests.services.world import WORDS, World
from tests.services.writing import CREATED, send_post

WRITERS = 8
PROCESSES = 4
SECONDS = 10


@dataclass(frozen=True)
class Written:
    how: str
    spaces: int
    a_second: float
    refused: int


def by_action(stack: Stack, spaces: int) -> Written:
    """In processes of their own, all at the same time: what the rules, the rows and the log cost."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.fanout.posting", str(place), str(spaces), str(SECONDS)],
            env=stack.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for place in range(PROCESSES)
    ]  # fmt: skip
    for writer in writers:
        writer.stdout.readline()
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    written = sum(int(writer.communicate()[0]) for writer in writers)
    return Written("by the action", spaces, written / SECONDS, 0)


def by_http(web: Served, world: World, spaces: int) -> Written:
    accepted, refused = [0] * WRITERS, [0] * WRITERS
    until = time.monotonic() + SECONDS

    def write(place: int) -> None:
        connection = http.client.HTTPConnection("localhost", web.port, timeout=60)
        number = 0
        while time.monotonic() < until:
            number += 1
            thread = world.threads[(place + number) % spaces]
            answer = send_post(
                connection,
                thread.get_absolute_url(),
                cookie=world.cookies[(place + number * WRITERS) % len(world.cookies)],
                body=f"{WORDS} {place}-{number}",
                client_id=uuid.uuid4(),
            )
            answer.read()
            (accepted if answer.status == CREATED else refused)[place] += 1

    began = time.monotonic()
    writers = [threading.Thread(target=write, args=[place]) for place in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return Written("over HTTP", spaces, sum(accepted) / (time.monotonic() - began), sum(refused))
