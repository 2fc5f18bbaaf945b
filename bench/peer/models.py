from typing import ClassVar

from django.db import models
from wagtail.search import index


class PeerDocument(index.Indexed, models.Model):
    title = models.CharField(max_length=255)
    body = models.TextField()
    topic = models.CharField(max_length=40)

    search_fields: ClassVar = [index.SearchField("title"), index.SearchField("body"), index.FilterField("topic")]

    def __str__(self) -> str:
        return self.title
