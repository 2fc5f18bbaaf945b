"""One fault: writing before, during and after it, then everything that was accepted is looked for everywhere."""

import asyncio
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.faults.people import Reader, Visitor, Writer
from tests.services.stack import Served, Stack
from tests.services.world import World

WRITERS = 4
READERS = 12
SECONDS_BEFORE = 1.5
SECONDS_BROKEN = 3.5
SECONDS_AFTER = 2.5
SECONDS_TO_ARRIVE = 20
MAX_CAUGHT_UP = 3.0
PAGES = ["/de/", "/de/ideen/", "/en/"]


@dataclass(frozen=True)
class Site:
    stack: Stack
    web: Served
    live: list[Served]
    world: World


@dataclass(frozen=True)
class Fault:
    name: str
    begin: Callable[[Site], None]
    end: Callable[[Site], None]
    is_of_redis: bool = False


def _restart(served: Served) -> None:
    served.start()
    served.wait()


FAULTS = (
    Fault("Redis killed", lambda s: s.stack.kill_redis(), lambda s: s.stack.start_redis(), is_of_redis=True),
    Fault(
        "Redis frozen",
        lambda s: s.stack.signal_redis(signal.SIGSTOP),
        lambda s: s.stack.signal_redis(signal.SIGCONT),
        is_of_redis=True,
    ),
    Fault("live process killed", lambda s: s.live[0].signal(signal.SIGKILL), lambda s: _restart(s.live[0])),
    Fault(
        "live process frozen",
        lambda s: s.live[0].signal(signal.SIGSTOP),
        lambda s: s.live[0].signal(signal.SIGCONT),
    ),
    Fault("pages killed", lambda s: s.web.signal(signal.SIGKILL), lambda s: _restart(s.web)),
    Fault("PostgreSQL killed", lambda s: s.stack.signal_postgres(signal.SIGKILL), lambda s: s.stack.start_postgres()),
    Fault(
        "PostgreSQL frozen",
        lambda s: s.stack.signal_postgres(signal.SIGSTOP),
        lambda s: s.stack.signal_postgres(signal.SIGCONT),
    ),
)


@dataclass(frozen=True)
class Outcome:
    fault: Fault
    accepted: int
    tries: int
    lost: int
    """Accepted posts that some reader, or the database, does not have."""
    twice: int
    disordered: int
    thrown_out: int
    caught_up: float
    """Seconds from the end of the fault until the last reader had everything accepted before it."""
    latest: float
    """Seconds the latest post took from being accepted to the last reader."""
    pages_failed: int
    slowest_page: float

    def complaints(self) -> list[str]:
        found = [
            f"{name}: {value}"
            for name, value in (("lost", self.lost), ("twice", self.twice), ("out of order", self.disordered))
            if value
        ]
        if self.caught_up > MAX_CAUGHT_UP:
            found.append(f"caught up after {self.caught_up:.1f} s")
        if self.fault.is_of_redis and self.thrown_out:
            found.append(f"thrown out: {self.thrown_out}")
        if self.fault.is_of_redis and self.pages_failed:
            found.append(f"pages failed: {self.pages_failed}")
        if not self.accepted:
            found.append("nothing was accepted")
        return found


async def outcome_of(fault: Fault, site: Site, thread: Any) -> Outcome:
    """In a thread and space of its own. Reads the database at the end."""
    topic, path, cookies = f"space:{thread.space_id}", thread.get_absolute_url(), site.world.cookies
    readers = [
        Reader(site.live[at % 2 :] + site.live[: at % 2], cookies[at], topic, thread.space.last_number)
        for at in range(READERS)
    ]
    reading = [asyncio.create_task(reader.run()) for reader in readers]
    async with asyncio.timeout(60):
        for reader in readers:
            await reader.is_up.wait()
    writers = [Writer(site.web, path, cookies[at + READERS], f"{fault.name} {at}") for at in range(WRITERS)]
    visitor = Visitor(site.web, PAGES, cookies[-1])
    for active in (*writers, visitor):
        active.start()
    await asyncio.sleep(SECONDS_BEFORE)
    await asyncio.to_thread(fault.begin, site)
    await asyncio.sleep(SECONDS_BROKEN)
    await asyncio.to_thread(fault.end, site)
    ended_at = time.monotonic()
    await asyncio.sleep(SECONDS_AFTER)
    for writer in writers:
        writer.stop()
    for writer in writers:
        await asyncio.to_thread(writer.join)
    await asyncio.to_thread(visitor.stop)
    accepted = {number: at for writer in writers for number, at in writer.accepted.items()}
    await _until_everybody_has(readers, set(accepted))
    for task in reading:
        task.cancel()
    await asyncio.gather(*reading, return_exceptions=True)
    in_database = await asyncio.to_thread(stored, thread)
    return _outcome(Watched(fault, readers, writers, visitor), accepted, ended_at, in_database)


async def _until_everybody_has(readers: list[Reader], numbers: set[int]) -> None:
    deadline = time.monotonic() + SECONDS_TO_ARRIVE
    while time.monotonic() < deadline:
        if all(numbers <= reader.seen.keys() for reader in readers):
            return
        await asyncio.sleep(0.1)


def stored(thread: Any) -> list[tuple[int, str]]:
    """Number and text of every answer, as a fresh page would show them."""
    from django.db import close_old_connections, connections

    close_old_connections()
    try:
        return list(thread.posts.order_by("number").values_list("number", "body"))[1:]
    finally:
        connections.close_all()


@dataclass(frozen=True)
class Watched:
    fault: Fault
    readers: list[Reader]
    writers: list[Writer]
    visitor: Visitor


def _outcome(
    watched: Watched, accepted: dict[int, float], ended_at: float, in_database: list[tuple[int, str]]
) -> Outcome:
    readers, kept, written = watched.readers, dict(in_database), [text for _number, text in in_database]
    texts = {number: text for writer in watched.writers for number, text in writer.texts.items()}
    everywhere = [number for number in accepted if all(number in reader.seen for reader in readers)]
    late = {number: max(reader.seen[number] for reader in readers) for number in everywhere}
    return Outcome(
        fault=watched.fault,
        accepted=len(accepted),
        tries=sum(writer.tries for writer in watched.writers),
        lost=sum(kept.get(number) != text for number, text in texts.items())
        + sum(number not in reader.seen for reader in readers for number in kept),
        twice=len(written) - len(set(written)) + sum(reader.twice for reader in readers),
        disordered=sum(reader.disordered for reader in readers),
        thrown_out=sum(reader.ends for reader in readers),
        caught_up=max([0.0, *(late[number] - ended_at for number in late if accepted[number] < ended_at)]),
        latest=max([0.0, *(late[number] - accepted[number] for number in late)]),
        pages_failed=watched.visitor.failed,
        slowest_page=watched.visitor.slowest,
    )


def line(outcome: Outcome) -> str:
    return (
        f"{outcome.fault.name:<22}{outcome.accepted:>9}{outcome.tries:>7}{outcome.lost:>6}{outcome.twice:>7}"
        f"{outcome.disordered:>10}{outcome.thrown_out:>12}{outcome.caught_up:>11.2f}{outcome.latest:>10.2f}"
        f"{outcome.pages_failed:>14}{outcome.slowest_page:>15.2f}"
    )


HEAD = (
    f"{'fault':<22}{'accepted':>9}{'tries':>7}{'lost':>6}{'twice':>7}{'disorder':>10}{'thrown out':>12}{'caught up':>11}"
    f"{'latest s':>10}{'pages failed':>14}{'slowest page':>15}"
)
