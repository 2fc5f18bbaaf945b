from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.discussions.models import Thread
from network.municipalities.models import Municipality


class NetworkQuestion(models.Model):
    """A thread that was opened because a search found nothing, and whom it asks."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="network_question")
    question_key = models.CharField(max_length=200, blank=True, db_index=True)
    municipalities = models.ManyToManyField(Municipality, related_name="+", verbose_name=_("asked municipalities"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name = _("question to the network")
        verbose_name_plural = _("questions to the network")

    def __str__(self) -> str:
        return self.question_key
