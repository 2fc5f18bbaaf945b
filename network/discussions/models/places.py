"""Where threads and posts have been: their former addresses lead to them for ever."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from network.discussions.models.conversation import Post, Thread
from network.spaces.models import Space


class FormerNumber(models.Model):
    """A number that a post had, in this space or in another, before its thread was moved."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField()
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="former_numbers")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "number"], name="discussions_former_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.space_id}/{self.number} → {self.post_id}"


class FormerThread(models.Model):
    """A thread that has become part of another one; its own row is gone."""

    former = models.PositiveBigIntegerField(primary_key=True)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="former_threads")

    def __str__(self) -> str:
        return f"{self.former} → {self.thread_id}"


class PostRead(models.Model):
    """A post beyond the number up to which its thread is read, and read all the same: so it is where threads became one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="readings")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "user"], name="discussions_post_read_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.post_id}"
