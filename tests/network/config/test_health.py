import pytest

from network.config import health
from network.realtime.health import register_probe

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_probes_only(monkeypatch):
    monkeypatch.setattr("network.realtime.health._probes", {})


def test_healthz_answers_without_asking_anything(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert answer.content == b"ok\n"


def test_readyz_names_every_part(client):
    answer = client.get("/readyz")

    assert answer.json() == dict.fromkeys(health.PARTS, "ok")


def test_readyz_names_the_part_that_failed_and_no_reason(client, monkeypatch):
    def fail():
        raise ConnectionError("redis://secret@host")

    monkeypatch.setitem(health.PARTS, "cache", fail)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == dict.fromkeys(health.PARTS, "ok") | {"cache": "failed"}


def test_readyz_asks_what_others_registered(client):
    def fail():
        raise TimeoutError("the oldest row is 90 s old")

    register_probe("outbox", fail)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["outbox"]) == (503, "failed")
    with pytest.raises(ValueError, match="twice"):
        register_probe("outbox", fail)
