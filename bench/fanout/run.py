"""Measures one server after another with more and more sockets."""

import asyncio
import json
import os
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from bench.fanout.sockets import Arrivals, Socket, connect
from tests.services.stack import Served, Stack
from tests.services.world import World

SIZES = (100, 500, 1000, 2000)
POSTS = 50
A_SECOND = 5
SECONDS_TO_ARRIVE = 20
CALM_SECONDS = 1.5
WARM_POSTS = 5


@dataclass(frozen=True)
class Peer:
    name: str
    kind: str
    application: str
    layer: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {"BENCH_LAYER": self.layer} if self.layer else {}


OURS = Peer("lernnetz", "lernnetz", "network.config.asgi:application")
PLAIN = Peer("plain ASGI", "plain", "bench.fanout.peers:plain")
PUBSUB = Peer(
    "Channels, PubSub", "channels", "bench.fanout.peers:channels", "channels_redis.pubsub.RedisPubSubChannelLayer"
)
REDIS = Peer("Channels, Redis", "channels", "bench.fanout.peers:channels", "channels_redis.core.RedisChannelLayer")
PEERS = (PLAIN, OURS, PUBSUB, REDIS)


@dataclass(frozen=True)
class Row:
    peer: Peer
    sockets: int
    cpu: float
    """Microseconds of the live process a delivery."""
    p50: float
    """Milliseconds from commit to the last receiver."""
    p95: float
    longest: float
    lost: int
    twice: int
    memory: float
    """KiB of the live process a socket that hears nothing."""


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_kib(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024


async def say(stack: Stack, peer: Peer, numbers: range, target: str) -> dict[int, float]:
    """When which number was said, by a process that ends with it. Our numbers are those of the space's log."""
    environment = stack.environment | peer.environment
    first, posts = str(numbers.start), str(len(numbers))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.fanout.writer", peer.kind, first, posts, str(A_SECOND), target,
        env=environment, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    answer, _nothing = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"the writer for {peer.name} ended with {process.returncode}")
    return dict(json.loads(answer))


async def heard(arrivals: Arrivals, said: dict[int, float], sockets: int) -> None:
    """Until everybody has everything, or nothing more is to be expected."""
    for _ in range(SECONDS_TO_ARRIVE * 10):
        if all(arrivals.times.get(number, 0) >= sockets for number in said):
            return
        await asyncio.sleep(0.1)


class Measured:
    def __init__(self, stack: Stack, peer: Peer, served: Served, world: World, text: str) -> None:
        self.stack, self.peer, self.served = stack, peer, served
        self.pid = served.process.pid if served.process else 0
        self.is_ours = peer is OURS
        self.topic = f"space:{world.threads[0].space_id}" if self.is_ours else ""
        self.target = str(world.threads[0].pk) if self.is_ours else text
        self.cookies = world.cookies
        self.arrivals = Arrivals()
        self.sockets: list[Socket] = []
        self._next = 0

    def numbers(self, posts: int) -> range:
        """None twice: what arrives too late must not be taken for something said after it."""
        self._next += posts
        return range(self._next - posts, self._next)

    async def open(self, number: int) -> None:
        path = "/ws/" if self.is_ours else "/"
        wanted = [self.cookies[each % len(self.cookies)] for each in range(len(self.sockets), number)]
        self.sockets += await connect(self.arrivals, self.served.port, path, wanted, self.topic)
        await asyncio.sleep(CALM_SECONDS)

    async def row(self, number: int, memory: float) -> Row:
        said = await say(self.stack, self.peer, self.numbers(WARM_POSTS), self.target)
        await heard(self.arrivals, said, number)
        self.arrivals.last.clear()
        self.arrivals.times.clear()
        before = cpu_seconds(self.pid)
        said = await say(self.stack, self.peer, self.numbers(POSTS), self.target)
        await heard(self.arrivals, said, number)
        spent = cpu_seconds(self.pid) - before
        times = [self.arrivals.times.get(each, 0) for each in said]
        late = [1000 * (self.arrivals.last[each] - at) for each, at in said.items() if each in self.arrivals.last]
        marks = quantiles(late, n=20, method="inclusive")
        return Row(
            peer=self.peer,
            sockets=number,
            cpu=spent * 1e6 / max(sum(times), 1),
            p50=marks[9],
            p95=marks[18],
            longest=max(late),
            lost=sum(max(0, number - each) for each in times),
            twice=sum(max(0, each - number) for each in times),
            memory=memory,
        )


async def rows(stack: Stack, peer: Peer, world: World, text: str, sizes: tuple[int, ...]) -> list[Row]:
    served = stack.live(peer.application, **peer.environment)
    served.wait()
    measured = Measured(stack, peer, served, world, text)
    await measured.open(1)
    empty = resident_kib(measured.pid)
    found = []
    for size in sizes:
        await measured.open(size)
        memory = (resident_kib(measured.pid) - empty) / size
        found.append(await measured.row(size, memory))
    for socket in measured.sockets:
        socket.transport.abort()
    served.end()
    return found


def table(found: list[Row]) -> Iterator[str]:
    by_size = {(row.peer, row.sockets): row for row in found}
    yield (
        f"{'fan-out through Redis':<22}{'sockets':>8}{'µs each':>9}{'÷ PubSub':>10}{'÷ plain':>9}{'p50 ms':>9}{'p95 ms':>9}"
        f"{'max ms':>9}{'p50 ÷ plain':>13}{'p95 ÷ plain':>13}{'lost':>7}{'twice':>7}{'KiB a socket':>14}"
    )
    for row in found:
        plain, pubsub = by_size[PLAIN, row.sockets], by_size.get((PUBSUB, row.sockets))
        against = f"{row.cpu / pubsub.cpu:.3f}" if pubsub else "–"
        yield (
            f"{row.peer.name:<22}{row.sockets:>8}{row.cpu:>9.1f}{against:>10}{row.cpu / plain.cpu:>9.2f}{row.p50:>9.1f}"
            f"{row.p95:>9.1f}{row.longest:>9.1f}{row.p50 / plain.p50:>13.2f}{row.p95 / plain.p95:>13.2f}{row.lost:>7}"
            f"{row.twice:>7}{row.memory:>14.1f}"
        )
