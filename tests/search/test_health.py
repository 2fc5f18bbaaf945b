from datetime import timedelta

import pytest
from django.utils import timezone

from search import health
from search.models import OutboxEntry

pytestmark = pytest.mark.django_db


def test_outbox_that_is_worked_off_is_ready():
    OutboxEntry.objects.create(key="page:1")

    assert health.ask_outbox() is None


def test_outbox_whose_oldest_change_waits_is_named_by_readyz(client, monkeypatch):
    OutboxEntry.objects.create(key="page:1")
    OutboxEntry.objects.update(created_at=timezone.now() - timedelta(minutes=2))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["outbox"], answer.json()["database"]) == (503, "failed", "ok")


def test_search_without_an_index_is_not_ready(monkeypatch):
    class Missing:
        def is_ready(self) -> bool:
            return False

    monkeypatch.setattr(health, "get_engine", Missing)

    with pytest.raises(LookupError):
        health.ask_search()


def test_readyz_says_how_questions_are_answered(client, settings):
    settings.SEARCH_VECTORS = False
    words = client.get("/readyz").json()["meaning"]
    settings.SEARCH_VECTORS = True
    vectors = client.get("/readyz").json()["meaning"]

    assert (words, vectors) == ("ok: by words only", "ok: by vectors beside the database")
