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
    thread.join(timeout=20)


def total(text: str) -> int:
    return Client().get("/api/v1/search", {"q": text}).json()["total"]


def seconds_until(text: str, wanted: int) -> float:
    begin = time.monotonic()
    while total(text) != wanted and time.monotonic() - begin < 20:
        time.sleep(0.02)
    return time.monotonic() - begin


def test_worker_indexes_what_is_published_and_hides_what_is_withdrawn(worker):
    page = idea_page(title="Quittenprojekt")
    published = seconds_until("Quittenprojekt", 1)
    page.unpublish()
    assert total("Quittenprojekt") == 0
    # A second is promised; a machine that runs other tests beside this one gets more.
    assert published < 5


@task()
def take_a_while() -> None:
    time.sleep(0.05)


def test_many_tasks_do_not_keep_the_worker_from_indexing(search_index):
    """Two hundred tasks take ten seconds; what is published is found long before they are done."""
    for _number in range(200):
        take_a_while.enqueue()
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop, "test"))
    thread.start()
    try:
        idea_page(title="Quittenprojekt")
        seconds_until("Quittenprojekt", 1)
        assert DBTaskResult.objects.ready().count() > 50
    finally:
        stop.set()
        thread.join(timeout=20)
