"""Writers in threads of their own: numbers are given once, without gaps, and become visible in their order."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction

from network.discussions import actions
from network.discussions.models import Change, Post
from network.discussions.numbering import take_number
from network.moderation.actions import note
from network.moderation.registry import look_up
from tests.factories.discussions import make_post, make_thread
from tests.factories.moderation import make_case, rule
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 4
POSTS_EACH = 8


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """Each job in a thread with a connection of its own, all beginning together."""
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        try:
            barrier.wait(10)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(60) for future in [pool.submit(run, job) for job in jobs]]


def test_concurrent_writers_get_every_number_once():
    space = SpaceFactory()
    thread = make_thread(space=space)
    authors = [UserFactory() for _writer in range(WRITERS)]

    def write(author) -> None:
        for number in range(POSTS_EACH):
            actions.publish_post(author=author, thread=type(thread).objects.get(pk=thread.pk), body=f"{number}")

    at_once(*[lambda author=author: write(author) for author in authors])
    assert list(Change.objects.values_list("number", flat=True)) == list(range(1, WRITERS * POSTS_EACH + 2))
    thread.refresh_from_db()
    assert thread.post_count == Post.objects.count() == WRITERS * POSTS_EACH + 1


def test_reader_who_has_seen_a_number_has_seen_all_before_it():
    space = SpaceFactory()
    thread = make_thread(space=space)
    authors = [UserFactory() for _writer in range(2)]
    is_done = threading.Event()
    gaps: list[list[int]] = []

    def write(author) -> None:
        for number in range(POSTS_EACH):
            actions.publish_post(author=author, thread=type(thread).objects.get(pk=thread.pk), body=f"{number}")

    def read() -> None:
        while not is_done.is_set():
            numbers = list(Change.objects.order_by("number").values_list("number", flat=True))
            if numbers != list(range(1, len(numbers) + 1)):
                gaps.append(numbers)

    def write_both() -> None:
        try:
            with ThreadPoolExecutor(2) as pool:
                for future in [pool.submit(_closing, write, author) for author in authors]:
                    future.result(60)
        finally:
            is_done.set()

    at_once(write_both, read)
    assert gaps == []


def _closing(function: Callable[..., object], *args: object) -> None:
    try:
        function(*args)
    finally:
        connections.close_all()


def test_double_submit_at_the_same_moment_is_one_post():
    thread = make_thread()
    author, client_id = UserFactory(), uuid4()

    def send() -> Post:
        fresh = type(thread).objects.get(pk=thread.pk)
        return actions.publish_post(author=author, thread=fresh, body="Einmal", client_id=client_id)

    posts = at_once(*[send] * WRITERS)
    assert len({post.pk for post in posts}) == 1
    assert Post.objects.filter(author=author).count() == 1
    assert list(Change.objects.values_list("number", flat=True)) == [1, 2]


def test_closing_and_answering_at_the_same_moment_never_answers_a_closed_thread():
    facilitator = UserFactory(role="facilitator")
    thread = make_thread()

    def close() -> None:
        actions.set_thread_closed(thread=type(thread).objects.get(pk=thread.pk), closed=True, closed_by=facilitator)

    def answer() -> None:
        try:
            actions.publish_post(author=facilitator, thread=type(thread).objects.get(pk=thread.pk), body="Noch schnell")
        except ValidationError:
            return

    at_once(close, answer)
    kinds = list(Change.objects.values_list("kind", flat=True))
    assert kinds in (
        ["thread_opened", "post_published", "thread_changed"],
        ["thread_opened", "thread_changed"],
    )


def test_moving_and_answering_at_the_same_moment_lands_where_the_thread_is():
    facilitator, author = UserFactory(role="facilitator"), UserFactory()
    there = SpaceFactory()
    for number in range(3):
        thread = make_thread(space=SpaceFactory())
        stale = [type(thread).objects.select_related("space").get(pk=thread.pk) for _job in range(2)]
        move = partial(actions.move_thread, thread=stale[0], space=there, moved_by=facilitator)
        answer = partial(actions.publish_post, thread=stale[1], author=author, body=f"Antwort {number}")
        at_once(move, answer)
        assert set(thread.posts.values_list("space", flat=True)) == {there.pk}
        assert list(thread.posts.values_list("body", flat=True))[1:] == [f"Antwort {number}"]
    numbers = list(Post.objects.filter(space=there).values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 6


def test_threads_moved_past_each_other_do_not_wait_for_ever():
    facilitator = UserFactory(role="facilitator")
    one, other = SpaceFactory(), SpaceFactory()
    threads = [make_thread(space=space) for space in (one, other)]
    goals = (other, one)
    at_once(
        *[
            partial(actions.move_thread, thread=thread, space=goal, moved_by=facilitator)
            for thread, goal in zip(threads, goals, strict=True)
        ]
    )
    for thread, goal in zip(threads, goals, strict=True):
        assert set(thread.posts.values_list("space", flat=True)) == {goal.pk}


def test_who_writes_and_who_hides_do_not_wait_for_each_other():
    """Both need the space and the case: who edits a post in a failure room comes to its case with the space locked."""
    post, coordinator = make_post(), CoordinatorFactory()
    case = make_case(post=post)
    has_space, subject = threading.Event(), look_up([case.subject_key])[case.subject_key]

    def write() -> None:
        with transaction.atomic():
            take_number(post.space)
            has_space.set()
            time.sleep(0.3)  # for the other to come as far as it gets
            note(subject=subject, names=["Krefeld"])

    def hide() -> None:
        assert has_space.wait(10)
        rule(case, "hide", actor=coordinator)

    at_once(write, hide)
    post.refresh_from_db()
    assert (post.is_hidden, case.reports.count()) == (True, 2)


def test_failed_change_gives_its_number_back():
    space = SpaceFactory()

    def fail() -> None:
        with transaction.atomic():
            take_number(space)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert make_thread(space=space).posts.get().number == 1


def test_number_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        take_number(SpaceFactory())
