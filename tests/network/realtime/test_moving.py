"""Open clients see a thread leave one space and arrive in another, and who was away ends where they do."""

import pytest

from network.discussions.actions import merge_threads, move_thread, split_thread
from network.discussions.models import Thread
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import FacilitatorFactory
from tests.factories.spaces import SpaceFactory
from tests.network.realtime.conftest import browser_of, topic_of

pytestmark = pytest.mark.django_db(transaction=True)


def listed(threads: dict[int, int], changes: list[dict]) -> dict[int, int]:
    """The list of a space as a client keeps it: how many posts each thread has."""
    threads = dict(threads)
    for change in changes:
        thread = change["thread"]
        if change["kind"] == "thread_left":
            threads.pop(thread["id"], None)
        elif change["kind"] in ("thread_opened", "thread_arrived") or thread["id"] in threads:
            threads[thread["id"]] = thread["post_count"]
    return threads


def fresh(space) -> dict[int, int]:
    return dict(Thread.objects.filter(space=space).values_list("pk", "post_count"))


async def test_lists_of_both_spaces_are_those_of_a_fresh_page(ada, ben, in_thread):
    def set_up():
        here, there = SpaceFactory(), SpaceFactory()
        threads = [make_thread(space=here, author=ada) for _number in range(3)]
        for thread in threads:
            make_post(thread=thread)
        return here, there, threads, FacilitatorFactory()

    def arrange() -> None:
        move_thread(thread=threads[0], space=there, moved_by=mover)
        make_post(thread=Thread.objects.get(pk=threads[0].pk), body="Dort")
        split_thread(thread=threads[1], numbers=[threads[1].posts.last().number], title="Ein eigenes", split_by=mover)
        merge_threads(thread=threads[2], into=Thread.objects.get(pk=threads[1].pk), merged_by=mover)
        move_thread(thread=Thread.objects.get(pk=threads[0].pk), space=here, moved_by=mover)
        move_thread(thread=Thread.objects.get(pk=threads[1].pk), space=there, moved_by=mover)

    here, there, threads, mover = await in_thread(set_up)
    states = {space: await in_thread(fresh, space) for space in (here, there)}
    async with browser_of(ada) as live, browser_of(ben) as away:
        after = {space: (await live.subscribe(topic_of(space)))["number"] for space in (here, there)}
        await in_thread(arrange)
        ends = {
            space: await in_thread(lambda space=space: type(space).objects.get(pk=space.pk).last_number)
            for space in after
        }
        heard: dict = {topic_of(space): [] for space in after}
        reached = dict.fromkeys(heard, 0)
        while any(reached[topic_of(space)] < end for space, end in ends.items()):
            frame = await live.receive()
            heard[frame["topic"]].append(frame["change"])
            reached[frame["topic"]] = frame["number"]
        for space, number in after.items():
            expected = await in_thread(fresh, space)
            assert listed(states[space], heard[topic_of(space)]) == expected
            missed = await away.subscribe(topic_of(space), number)
            assert listed(states[space], missed["changes"]) == expected
            assert all(change["post"] is None or change["thread"]["id"] in expected for change in missed["changes"])
