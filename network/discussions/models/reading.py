"""Up to where a person has read."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from network.discussions.models.conversation import Thread
from network.spaces.models import Space


class ThreadRead(models.Model):
    """Up to which number of the space a person has read a thread."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="thread_reads")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="reads")
    number = models.PositiveBigIntegerField()
    read_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "thread"], name="discussions_thread_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.thread_id} up to {self.number}"


class SpaceRead(models.Model):
    """Up to which number a person has marked a whole space as read."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="space_reads")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="reads")
    number = models.PositiveBigIntegerField()
    read_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "space"], name="discussions_space_read_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.space_id} up to {self.number}"
