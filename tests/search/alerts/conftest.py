from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network.notifications.models import Letter, Notification
from network.notifications.tasks import deliver_letter
from network.people.models import User
from search.alerts import matching, telling


class Worker:
    """What the worker does about saved searches, step by step and without waiting."""

    def __init__(self, search_index) -> None:
        self.search_index = search_index

    def match(self) -> None:
        self.search_index.catch_up()
        for _round in range(200):
            if not matching.match_some():
                return
        raise AssertionError("the matching does not end")

    def tell(self) -> None:
        telling.tell_periodically()

    def deliver(self) -> list[mail.EmailMessage]:
        """The letters that were sent by this."""
        before = len(mail.outbox)
        for row in DBTaskResult.objects.filter(task_path__endswith="deliver_letter").order_by("enqueued_at"):
            deliver_letter.func(*row.args_kwargs["args"])
        return mail.outbox[before:]

    def run(self) -> list[mail.EmailMessage]:
        self.match()
        self.tell()
        return self.deliver()

    def let_time_pass(self, **time: int) -> None:
        """Whatever is stored moves into the past."""
        Letter.objects.update(created_at=timezone.now() - timedelta(**time))


@pytest.fixture
def worker(search_index) -> Worker:
    return Worker(search_index)


def told(user: User) -> list[str]:
    """By the search; what else happens to the person is no matter of these tests."""
    rows = Notification.objects.filter(recipient=user, verb__startswith="search.").order_by("pk")
    return list(rows.values_list("subject", flat=True))


def moment(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))
