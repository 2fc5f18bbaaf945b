"""What a reader notices of the worker: published is found, withdrawn is gone, within a second."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.test import Client
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from network.config.worker import work
from tests.factories.cms import idea_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(search_index) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop, "test"))
    thread.start()
    yield
    stop.set()
    thread.join(timeout=60)


def total(text: str) -> int:
    return Client().get("/api/v1/search", {"q": text}).json()["total"]


def seconds_until(text: str, wanted: int) -> float:
    begin = time.monotonic()
    while total(text) != wanted:
        assert time.monotonic() - begin < 60, "the worker does not index it"
        time.sleep(0.02)
    return time.monotonic() - begin


def test_worker_indexes_what_is_published_and_hides_what_is_withdrawn(worker):
    page = idea_page(title="Quittenprojekt")
    published = seconds_until("Quittenprojekt", 1)
    page.unpublish()
    assert total("Quittenprojekt") == 0
    # A second is promised; a machine that runs other tests beside this one gets more.
    assert published < 15


BEFORE_IT_IS_FOUND = 100
is_published, is_found = threading.Event(), threading.Event()


@task()
def take_a_while(number: int) -> None:
    """The first one waits until there is something to index, the later ones until it is found."""
    is_published.wait(60)
    if number >= BEFORE_IT_IS_FOUND:
        is_found.wait(60)
    time.sleep(0.01)


def test_many_tasks_do_not_keep_the_worker_from_indexing(search_index):
    """What is published while two hundred tasks wait is found long before they are done."""
    for number in range(200):
        take_a_while.enqueue(number)
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop, "test"))
    thread.start()
    try:
        idea_page(title="Quittenprojekt")
        is_published.set()
        seconds_until("Quittenprojekt", 1)
        assert DBTaskResult.objects.ready().count() >= 200 - BEFORE_IT_IS_FOUND - 1
    finally:
        is_found.set()
        stop.set()
        thread.join(timeout=60)
