"""How many posts a second the pages' processes take, written by members over HTTP."""

import http.client
import threading
import time
import uuid
from dataclasses import dataclass

from tests.services.stack import Served
from tests.services.world import WORDS, World
from tests.services.writing import CREATED, send_post

WRITERS = 8
SECONDS = 10


@dataclass(frozen=True)
class Written:
    spaces: int
    a_second: float
    refused: int


def measured(web: Served, world: World, spaces: int) -> Written:
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
    return Written(spaces, sum(accepted) / (time.monotonic() - began), sum(refused))
