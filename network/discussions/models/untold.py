"""What the worker still has to do for posts."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from network.discussions.models.conversation import Post


class UntoldPost(models.Model):
    """A new post of which those who listen have not been told yet. Where telling failed, it is due again later."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="+")
    due_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("post",)
        indexes: ClassVar = [models.Index(fields=["due_at"], name="discussions_untold_due")]

    def __str__(self) -> str:
        return f"post {self.post_id}, due {self.due_at:%Y-%m-%d %H:%M}"
