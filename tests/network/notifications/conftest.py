from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.urls import get_resolver
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory

from network.notifications import letters
from network.notifications.tasks import deliver_letter

TUESDAY = datetime.fromisoformat("2018-06-12T10:00:00+02:00")


class Postman:
    """The worker's part in sending mail, at a time that stands still until it is moved on."""

    def __init__(self, clock: FrozenDateTimeFactory) -> None:
        self.clock = clock

    def wait(self, **time: float) -> None:
        self.clock.tick(timedelta(**time))

    def write(self) -> None:
        letters.write_periodically()

    def run(self, **time: float) -> list[EmailMultiAlternatives]:
        """What is sent once so much time has passed."""
        self.wait(**time)
        before = len(mail.outbox)
        self.write()
        self.deliver()
        return mail.outbox[before:]

    def deliver(self) -> None:
        """Every task that is due, also those that have been done: doing it twice must do no harm."""
        for row in DBTaskResult.objects.filter(task_path=deliver_letter.module_path).order_by("enqueued_at"):
            if row.run_after is None or row.run_after.year > 9000 or row.run_after <= timezone.now():
                deliver_letter.func(*row.args_kwargs["args"])


@pytest.fixture
def postman() -> Iterator[Postman]:
    _ = get_resolver().url_patterns  # pydantic, which the API brings, cannot be imported while time stands still
    with freeze_time(TUESDAY) as clock:
        yield Postman(clock)
