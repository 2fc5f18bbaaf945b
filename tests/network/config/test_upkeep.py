from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network.config.upkeep import LONGEST, MOST_CLAIMS, give_back_abandoned
from network.config.worker import run_tasks
from network.discussions.mail.answering import send_answer
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def task() -> DBTaskResult:
    """What a worker had begun when it was killed."""
    values = {"sentence": "Der Text fehlt.", "subject": "Re: Kurse", "message_id": "<1@example.org>", "url": ""}
    send_answer.enqueue(UserFactory().pk, values)
    task = DBTaskResult.objects.get()
    task.claim("killed")
    return task


def begun(task: DBTaskResult, ago: timedelta) -> None:
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=timezone.now() - ago)


@pytest.mark.django_db(transaction=True)
def test_task_of_a_worker_that_died_is_done_by_the_next_one(task):
    begun(task, LONGEST + timedelta(minutes=1))
    run_tasks("next")
    assert mail.outbox == []
    give_back_abandoned()
    run_tasks("next")
    task.refresh_from_db()
    assert (len(mail.outbox), task.status, task.worker_ids) == (1, "SUCCESSFUL", ["killed", "next"])


def test_task_that_is_worked_on_is_left_to_its_worker(task):
    begun(task, LONGEST - timedelta(minutes=1))
    give_back_abandoned()
    assert list(DBTaskResult.objects.running()) == [task]


def test_task_that_kills_its_workers_is_given_up(task):
    for number in range(MOST_CLAIMS):
        if number:
            give_back_abandoned()
            task.refresh_from_db()
            task.claim(f"killed {number}")
        begun(task, LONGEST + timedelta(minutes=1))
    give_back_abandoned()
    task.refresh_from_db()
    assert (task.status, len(task.worker_ids), task.exception_class_path) == (
        "FAILED",
        MOST_CLAIMS,
        "network.config.upkeep.AbandonedError",
    )
