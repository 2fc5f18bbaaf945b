from django.db import models


class Revocation(models.Model):
    """Somebody may no longer listen. Live processes hear of it at once through the channel layer, or read it here.

    Without a topic all sockets of the person (or of the one session) are closed; without a person everybody who listens
    to the topic is asked about anew.
    """

    user_id = models.BigIntegerField(null=True)
    topic = models.CharField(max_length=60, blank=True)
    session = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.user_id} {self.topic or 'everything'}"
