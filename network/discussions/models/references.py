from typing import ClassVar

from django.conf import settings
from django.db import models

from network.discussions.models.conversation import Thread
from network.spaces.models import Space


class ThreadReference(models.Model):
    """A thread that stands in the list of another space too; what is said is said in the one thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="references")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="references")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "thread"], name="discussions_reference_once")]

    def __str__(self) -> str:
        return f"{self.thread_id} in {self.space_id}"
